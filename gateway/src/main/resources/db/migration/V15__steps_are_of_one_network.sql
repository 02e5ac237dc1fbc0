-- Steps say of which network they are, the live one or the sandbox, as devices do: a token of the one reads nothing of the other.
-- Those of devices and of lots with devices are told by these; a lot of the sandbox without any is told by the next rebuild.
alter table device_event add column env text not null default 'LIVE';
alter table lot_event add column env text not null default 'LIVE';
update device_event e set env = d.env from device d where d.id = e.device_id and d.env <> 'LIVE';
update lot_event e set env = d.env from device d where d.lot = e.lot_id and d.env <> 'LIVE';

drop policy reader on device_event;
create policy reader on device_event for select to ${service}_api
    using (readers @> array[(select caller_organisation())] and env = (select caller_env()));
drop policy reader on lot_event;
create policy reader on lot_event for select to ${service}_api
    using (readers @> array[(select caller_organisation())] and env = (select caller_env()));
