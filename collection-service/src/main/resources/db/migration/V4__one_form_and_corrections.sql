-- A registration that was wrong is corrected while the device is registered, and a lot may go to another workshop.
insert into device_move (from_status, to_status) values ('REGISTERED', 'REGISTERED');
insert into lot_move (from_status, to_status) values ('ACCEPTED', 'ACCEPTED');

-- Serial numbers, codes and references are compared in one form, upper case and without blanks; behind row-level security only a
-- plain column can be looked up by its index.
alter table lot add column reference_form text;
comment on column lot.reference_form is 'The donor''s own reference, as it is compared.';
update lot set reference_form = upper(regexp_replace(partner_ref, '\s', '', 'g'));
create index on lot (reference_form);

alter table device add column identity_form text, add column serial_form text, add column reference_form text;
comment on column device.identity_form is 'Manufacturer and serial number, as they are compared: no two devices have the same.';
comment on column device.serial_form is 'The serial number, as it is compared.';
comment on column device.reference_form is 'The registrar''s own reference, as it is compared.';
update device set serial_form = upper(regexp_replace(serial_number, '\s', '', 'g')),
                  reference_form = upper(regexp_replace(partner_ref, '\s', '', 'g'));
-- Of two that were told apart by case or blanks alone, the later keeps a form of its own.
update device set identity_form = formed.form || case when formed.nth = 1 then '' else chr(10) || device.id end
  from (select id, form, row_number() over (partition by form, env order by id) as nth
          from (select id, env, upper(regexp_replace(manufacturer, '\s', '', 'g')) || chr(10) || serial_form as form
                  from device) one) formed
 where formed.id = device.id;
create unique index one_device_an_identity on device (identity_form, env);
create index on device (lot_id, identity_form);
create index on device (serial_form);
create index on device (reference_form);
-- The former index and the column serial_key stay for the release before, which may run beside this one.

call index_readers('device');
