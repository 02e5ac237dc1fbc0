-- A registration that was wrong is corrected while its workshop expects the device, or has just received it; a device of which a
-- medium is found late is not ready after all.
insert into device_move (from_status, to_status)
select split_part(move, '>', 1), split_part(move, '>', 2)
from unnest(array['EXPECTED>EXPECTED', 'RECEIVED>RECEIVED', 'READY>ON_BENCH']) as moves(move);

create function compared_form(text) returns text language sql immutable parallel safe
    return upper(regexp_replace(normalize($1, nfkc), '[[:space:]]', '', 'g'));

-- What is scanned, typed or known elsewhere finds its device: each is compared in one form, and behind row-level security only a
-- plain column can be looked up by its index.
alter table device add column serial_form text, add column lot_id uuid, add column reference_form text;
comment on column device.serial_form is 'The serial number as it is compared: upper case, without blanks.';
comment on column device.reference_form is 'The registrar''s own reference, in the same form.';
update device set serial_form = compared_form(serial_number),
                  lot_id = (state::jsonb -> 'attributes' ->> 'lotId')::uuid,
                  reference_form = compared_form(state::jsonb -> 'attributes' ->> 'partnerRef');
create index on device (serial_form);
create index on device (lot_id, id);
create index on device (reference_form);

-- The release before knows no forms; the next one drops this trigger.
create function form_device() returns trigger language plpgsql as $$
begin
    new.serial_form := compared_form(new.serial_number);
    new.lot_id := (new.state::jsonb -> 'attributes' ->> 'lotId')::uuid;
    new.reference_form := compared_form(new.state::jsonb -> 'attributes' ->> 'partnerRef');
    return new;
end $$;
create trigger form_device before insert on device for each row
    when (new.serial_form is null) execute function form_device();

create table organisation (
    id   uuid primary key,
    name text not null,
    kind text not null
);
comment on table organisation is 'What refurb needs of the network''s register of organisations, which the gateway owns.';
grant select on organisation to ${service}_api;
grant select, insert, update on organisation to ${service}_worker;
