-- What is known elsewhere by a code or a reference is found by it, whatever its case and blanks; behind row-level security only a
-- plain column can be looked up by its index.
alter table programme add column reference_form text;
alter table request add column reference_form text;
alter table device add column shipment_form text;
comment on column programme.reference_form is 'The sponsor''s own reference as it is compared: upper case, without blanks.';
comment on column request.reference_form is 'The referrer''s own reference, in the same form.';
comment on column device.shipment_form is 'The workshop''s reference of the shipment, in the same form.';
update programme set reference_form = upper(regexp_replace(normalize(partner_ref, nfkc), '[[:space:]]', '', 'g'))
 where partner_ref is not null;
update request set reference_form = upper(regexp_replace(normalize(partner_ref, nfkc), '[[:space:]]', '', 'g'))
 where partner_ref is not null;
update device set shipment_form = upper(regexp_replace(
                      normalize(state::jsonb #>> '{attributes,shipmentRef}', nfkc), '[[:space:]]', '', 'g'))
 where state::jsonb #>> '{attributes,shipmentRef}' is not null;
create index on programme (reference_form);
create index on request (reference_form);
create index on device (shipment_form);
