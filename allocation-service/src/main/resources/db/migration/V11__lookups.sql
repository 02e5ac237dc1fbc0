-- What is known elsewhere by a code or a reference is found by it, whatever its case and blanks; behind row-level security only a
-- plain column can be looked up by its index.
create function reference_form(said text) returns text language sql immutable as $$
    select upper(regexp_replace(normalize(said, nfkc), '[[:space:]]', '', 'g'))
$$;
create function shipment_form(state text) returns text language sql immutable as $$
    select reference_form(state::jsonb #>> '{attributes,shipmentRef}')
$$;
alter table programme add column reference_form text;
alter table request add column reference_form text;
alter table device add column shipment_form text;
comment on column programme.reference_form is 'The sponsor''s own reference as it is compared: upper case, without blanks.';
comment on column request.reference_form is 'The referrer''s own reference, in the same form.';
comment on column device.shipment_form is 'The workshop''s reference of the shipment, in the same form.';
update programme set reference_form = reference_form(partner_ref) where partner_ref is not null;
update request set reference_form = reference_form(partner_ref) where partner_ref is not null;
update device set shipment_form = shipment_form(state) where state like '%"shipmentRef"%';
create index on programme (reference_form);
create index on request (reference_form);
create index on device (shipment_form);

-- Processes of the former release that still run beside write no form.
create function fill_reference_form() returns trigger language plpgsql as $$
begin
    new.reference_form := reference_form(new.partner_ref);
    return new;
end $$;
create trigger fill_reference_form before insert or update on programme
    for each row when (new.reference_form is null and new.partner_ref is not null) execute function fill_reference_form();
create trigger fill_reference_form before insert or update on request
    for each row when (new.reference_form is null and new.partner_ref is not null) execute function fill_reference_form();

create function fill_shipment_form() returns trigger language plpgsql as $$
begin
    new.shipment_form := shipment_form(new.state);
    return new;
end $$;
create trigger fill_shipment_form before insert or update on device
    for each row when (new.shipment_form is null and new.state like '%"shipmentRef"%')
    execute function fill_shipment_form();
create trigger follow_shipment before update on device
    for each row when (new.status = 'ANNOUNCED' and new.shipment_form is not distinct from old.shipment_form)
    execute function fill_shipment_form();
