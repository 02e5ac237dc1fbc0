-- What is known elsewhere by a code or a reference is found by it, whatever its case and blanks; behind row-level security only a
-- plain column can be looked up by its index.
create function reference_form(said text) returns text language sql immutable as $$
    select upper(regexp_replace(normalize(said, nfkc), '[[:space:]]', '', 'g'))
$$;
alter table place add column reference_form text;
alter table workshop add column reference_form text, add column place_id uuid;
alter table booking add column reference_form text, add column programme_id uuid;
comment on column place.reference_form is 'The manager''s own reference as it is compared: upper case, without blanks.';
comment on column workshop.reference_form is 'The organiser''s own reference, in the same form.';
comment on column booking.reference_form is 'The booking organisation''s own reference, in the same form.';
update place set reference_form = reference_form(partner_ref) where partner_ref is not null;
update workshop set reference_form = reference_form(partner_ref),
                    place_id = (state::jsonb #>> '{attributes,placeId}')::uuid;
update booking set reference_form = reference_form(partner_ref),
                   programme_id = (state::jsonb #>> '{attributes,programmeId}')::uuid;
create index on place (reference_form);
create index on workshop (reference_form);
create index on workshop (place_id, starts_at, id);
create index on booking (reference_form);
call index_readers('booking');

-- Processes of the former release that still run beside write none of these.
create function fill_reference_form() returns trigger language plpgsql as $$
begin
    new.reference_form := reference_form(new.partner_ref);
    return new;
end $$;
create trigger fill_reference_form before insert or update on place
    for each row when (new.reference_form is null and new.partner_ref is not null) execute function fill_reference_form();
create trigger fill_reference_form before insert or update on workshop
    for each row when (new.reference_form is null and new.partner_ref is not null) execute function fill_reference_form();
create trigger fill_reference_form before insert or update on booking
    for each row when (new.reference_form is null and new.partner_ref is not null) execute function fill_reference_form();

create function fill_place() returns trigger language plpgsql as $$
begin
    new.place_id := (new.state::jsonb #>> '{attributes,placeId}')::uuid;
    return new;
end $$;
create trigger fill_place before insert or update on workshop
    for each row when (new.place_id is null) execute function fill_place();

create function fill_programme() returns trigger language plpgsql as $$
begin
    new.programme_id := (new.state::jsonb #>> '{attributes,programmeId}')::uuid;
    return new;
end $$;
create trigger fill_programme before insert or update on booking
    for each row when (new.programme_id is null and new.state ~ '"programmeId": *"') execute function fill_programme();
