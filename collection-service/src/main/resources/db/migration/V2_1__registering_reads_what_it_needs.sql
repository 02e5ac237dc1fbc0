-- What a lot holds already, by category: registering more asks for this instead of counting the lot's devices.
alter table lot add column registered jsonb not null default '{}';
update lot set registered = counted.by_category
  from (select lot_id, jsonb_object_agg(category, devices) as by_category
          from (select lot_id, state::jsonb -> 'facts' ->> 'category' as category, count(*) as devices
                  from device group by 1, 2) one
         group by lot_id) counted
 where counted.lot_id = lot.id;
comment on column lot.registered is 'How many devices of each category were registered of this lot.';

-- Behind row-level security only a plain column can be looked up by its index: lower() is not leakproof.
alter table device add column serial_key text
    generated always as (lower(manufacturer) || chr(10) || lower(serial_number)) stored;
create index on device (lot_id, serial_key);
create index on device (lot_id, id);
drop index device_lot_id_idx;
