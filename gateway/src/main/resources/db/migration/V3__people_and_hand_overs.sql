-- People who came to workshops beside devices; what stood handed over at any time; where devices come from, and their lots.

alter table progress_change rename column category to kind;
alter table counter rename column category to kind;
comment on column progress_change.kind is 'What there is in the cell: a category of equipment, or PEOPLE.';
comment on column counter.kind is 'What there is in the cell: a category of equipment, or PEOPLE.';

alter table device
    add column donor             uuid,
    add column lot               uuid,
    add column origin            text,
    add column stocked_as        text,
    add column handed_as         text,
    add column handed_category   text,
    add column handed_region     text,
    add column handed_department text,
    add column handed_at         timestamptz,
    add column handed_until      timestamptz;
comment on column device.origin is 'The region in which it was registered.';
comment on column device.handed_as is 'Its newest hand-over or sale, by allocation''s events alone; it stands as long as handed_until is null.';
create index device_donor on device (donor) where donor is not null;

create table hand_over_change (
    seq        bigint      not null,
    region     text        not null,
    department text        not null,
    stage      text        not null,
    category   text        not null,
    delta      int         not null,
    at         timestamptz not null,
    event_id   uuid        not null,
    primary key (region, seq, department, stage, category, at)
);
comment on table hand_over_change is
    'From when on how many more or fewer devices stand handed over, by the time at which it happened: the sum up to an '
    'instant is the result then, the same in whichever order events arrive. seq is the number of the change that says so.';
grant select on hand_over_change to ${service}_api;
grant select, insert on hand_over_change to ${service}_worker;

create table lot_event (
    event_id    uuid        primary key,
    lot_id      uuid        not null,
    sequence    bigint      not null,
    source      text        not null,
    type        text        not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    region      text        not null,
    department  text        not null,
    detail      text        not null,
    readers     uuid[]      not null
);
create index on lot_event (lot_id, sequence);
comment on table lot_event is 'What happened to the lots that devices came in, each readable by the parties of its event.';
alter table lot_event enable row level security;
create policy reader on lot_event for select to ${service}_api using (readers @> array[(select caller_organisation())]);
create policy worker on lot_event to ${service}_worker using (true) with check (true);
grant select on lot_event to ${service}_api;
grant select, insert on lot_event to ${service}_worker;

-- What was counted before this migration, as far as passports tell it. Their steps do not name the lot.
update device d set donor = (e.detail::json ->> 'donor')::uuid, origin = e.region
from device_event e
where e.device_id = d.id and e.type = 'collection.DeviceRegistered.v1';

update device d set stocked_as = e.category
from (select distinct on (device_id) device_id, detail::json ->> 'category' as category
      from device_event where type = 'allocation.DeviceStocked.v1' order by device_id, epoch desc, sequence desc) e
where e.device_id = d.id;

create temporary table hand_over on commit drop as
select e.event_id, e.device_id, e.sequence, e.region, e.department, e.at, d.stocked_as as category,
       case e.type when 'allocation.DeviceSold.v1' then 'SOLD' else 'DELIVERED' end as stage,
       case when e.next in ('allocation.DeviceReturned.v1', 'allocation.DeviceLost.v1') then e.next_at end as until,
       e.next_event
from (select event_id, device_id, sequence, region, department, type, occurred_at as at,
             lead(type) over lives as next, lead(occurred_at) over lives as next_at, lead(event_id) over lives as next_event
      from device_event where source = 'allocation' window lives as (partition by device_id order by sequence)) e
join device d on d.id = e.device_id
where e.type in ('allocation.DeviceDelivered.v1', 'allocation.DeviceSold.v1')
  and e.next is distinct from 'allocation.DeliveryCorrected.v1' and d.env = 'LIVE' and d.stocked_as is not null;

update device d set handed_as = h.stage, handed_category = h.category, handed_region = h.region,
    handed_department = h.department, handed_at = h.at, handed_until = h.until
from (select distinct on (device_id) * from hand_over order by device_id, sequence desc) h where h.device_id = d.id;

insert into hand_over_change(seq, region, department, stage, category, delta, at, event_id)
select coalesce(c.seq, 1), h.region, h.department, h.stage, h.category, sum(h.delta), h.at, h.event_id
from (select event_id, region, department, stage, category, 1 as delta, at from hand_over
      union all
      select next_event, region, department, stage, category, -1, until from hand_over where until is not null) h
left join (select event_id, min(seq) as seq from progress_change group by event_id) c using (event_id)
group by 1, 2, 3, 4, 5, 7, 8;
