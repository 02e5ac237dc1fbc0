-- The hardware that a tool found in a device, the last time it looked. Whoever may see the device may see it.
create table device_inventory (
    device_id uuid primary key references device (id),
    form      int  not null default 1,
    inventory text not null
);
comment on column device_inventory.form is 'The version of the JSON''s shape.';
alter table device_inventory enable row level security;
create policy reader on device_inventory for select to ${service}_api
    using (exists (select from device d where d.id = device_id));
create policy maker on device_inventory for insert to ${service}_api
    with check (exists (select from device d where d.id = device_id and d.owners @> array[(select caller_organisation())]));
create policy owner on device_inventory for update to ${service}_api
    using (exists (select from device d where d.id = device_id and d.owners @> array[(select caller_organisation())]));
grant select, insert, update on device_inventory to ${service}_api;
create policy worker on device_inventory to ${service}_worker using (true) with check (true);
grant select on device_inventory to ${service}_worker;
