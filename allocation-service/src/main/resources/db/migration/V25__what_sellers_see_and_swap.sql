-- A device of a pack that waits is replaced at the counter by another one that fits.
insert into pack_move values ('RESERVED', 'RESERVED');

-- What sellers need to know of a device that workshops tell before it is dispatched. No device need be known here yet.
create table device_hardware (
    device_id        uuid primary key,
    processor        text,
    cores            int,
    memory_mebibytes int,
    drives           text[] not null
);
comment on table device_hardware is 'What a workshop''s tool found last in each device; each drive as its kind and its bytes.';
alter table device_hardware enable row level security;
create policy reader on device_hardware for select to ${service}_api
    using (exists (select from device d where d.id = device_id));
create policy worker on device_hardware to ${service}_worker using (true) with check (true);
grant select on device_hardware to ${service}_api;
grant select, insert, update on device_hardware to ${service}_worker;
