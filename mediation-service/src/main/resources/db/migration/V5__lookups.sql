-- What is known elsewhere by a code or a reference is found by it, whatever its case and blanks; behind row-level security only a
-- plain column can be looked up by its index.
alter table place add column reference_form text;
alter table workshop add column reference_form text, add column place_id uuid;
alter table booking add column reference_form text, add column programme_id uuid;
comment on column place.reference_form is 'The manager''s own reference as it is compared: upper case, without blanks.';
comment on column workshop.reference_form is 'The organiser''s own reference, in the same form.';
comment on column booking.reference_form is 'The booking organisation''s own reference, in the same form.';
update place set reference_form = upper(regexp_replace(normalize(partner_ref, nfkc), '[[:space:]]', '', 'g'))
 where partner_ref is not null;
update workshop set reference_form = upper(regexp_replace(normalize(partner_ref, nfkc), '[[:space:]]', '', 'g')),
                    place_id = (state::jsonb #>> '{attributes,placeId}')::uuid;
update booking set reference_form = upper(regexp_replace(normalize(partner_ref, nfkc), '[[:space:]]', '', 'g')),
                   programme_id = (state::jsonb #>> '{attributes,programmeId}')::uuid;
create index on place (reference_form);
create index on workshop (reference_form);
create index on workshop (place_id, starts_at, id);
create index on booking (reference_form);
call index_readers('booking');
