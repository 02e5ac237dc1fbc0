-- A registration that was wrong is corrected while the device is registered, and a lot may go to another workshop.
insert into device_move (from_status, to_status) values ('REGISTERED', 'REGISTERED');
insert into lot_move (from_status, to_status) values ('ACCEPTED', 'ACCEPTED');

-- Serial numbers, codes and references are compared in one form, upper case and without blanks; behind row-level security only a
-- plain column can be looked up by its index.
create function compared_form(text) returns text language sql immutable parallel safe
    return upper(regexp_replace(normalize($1, nfkc), '[[:space:]]', '', 'g'));

alter table lot add column reference_form text;
comment on column lot.reference_form is 'The donor''s own reference, as it is compared.';
update lot set reference_form = compared_form(partner_ref) where partner_ref is not null;
create index on lot (reference_form);

alter table device add column identity_form text, add column serial_form text, add column reference_form text;
comment on column device.identity_form is 'Manufacturer and serial number, as they are compared: no two devices have the same.';
comment on column device.serial_form is 'The serial number, as it is compared.';
comment on column device.reference_form is 'The registrar''s own reference, as it is compared.';
update device set serial_form = compared_form(serial_number), reference_form = compared_form(partner_ref);
-- Of two that were told apart by case or blanks alone, the later keeps a form of its own.
update device set identity_form = formed.form || case when formed.nth = 1 then '' else chr(10) || device.id end
  from (select id, form, row_number() over (partition by form, env order by id) as nth
          from (select id, env, compared_form(manufacturer) || chr(10) || serial_form as form from device) one) formed
 where formed.id = device.id;
create unique index one_device_an_identity on device (identity_form, env);
create index on device (lot_id, identity_form);
create index on device (serial_form);
create index on device (reference_form);
-- The former index and the column serial_key stay for the release before, which may run beside this one.

-- A device that has a form of its own keeps it while it is called what it was called.
create function keep_identity_form() returns trigger language plpgsql as $$
begin
    if old.identity_form = new.identity_form || chr(10) || new.id then
        new.identity_form := old.identity_form;
    end if;
    return new;
end $$;
create trigger keep_identity_form before update on device for each row
    when (new.identity_form is distinct from old.identity_form) execute function keep_identity_form();

-- The release before knows no forms; the next one drops these two triggers.
create function form_lot() returns trigger language plpgsql as $$
begin
    new.reference_form := compared_form(new.partner_ref);
    return new;
end $$;
create trigger form_lot before insert on lot for each row
    when (new.reference_form is null and new.partner_ref is not null) execute function form_lot();
create function form_device() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    new.serial_form := compared_form(new.serial_number);
    new.reference_form := compared_form(new.partner_ref);
    new.identity_form := compared_form(new.manufacturer) || chr(10) || new.serial_form;
    if exists (select from device d where d.identity_form = new.identity_form and d.env = new.env) then
        new.identity_form := new.identity_form || chr(10) || new.id;
    end if;
    return new;
end $$;
create trigger form_device before insert on device for each row
    when (new.identity_form is null) execute function form_device();

call index_readers('device');
