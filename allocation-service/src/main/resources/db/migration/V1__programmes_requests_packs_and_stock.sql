create table organisation (
    id   uuid primary key,
    name text not null,
    kind text not null
);
comment on table organisation is 'What allocation needs of the network''s register of organisations, which the gateway owns.';
grant select on organisation to ${service}_api;
grant select, insert, update on organisation to ${service}_worker;

call make_aggregate('programme', $$
        code        text not null unique,
        sponsor     uuid not null,
        partner_ref text,
        unique (sponsor, env, partner_ref)
    $$, array['NEW>OPEN', 'OPEN>CLOSED']);
create index on programme using gin (readers);

create table programme_item (
    programme_id uuid not null references programme (id),
    sponsor      uuid not null,
    category     text not null,
    worst_grade  text not null collate "C",
    count        int  not null check (count > 0),
    primary key (programme_id, category)
);
comment on table programme_item is 'The devices of one pack of a programme, where a reservation can join them with the stock.';

create table programme_quota (
    programme_id uuid    primary key references programme (id),
    sponsor      uuid    not null,
    quota        int     not null,
    taken        int     not null default 0,
    open         boolean not null default true,
    check (taken between 0 and quota)
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
comment on table programme_quota is 'How many packs of a programme are reserved or gone: one narrow row, taken last.';

call make_aggregate('request', $$
        code            text not null unique,
        programme_id    uuid not null references programme (id),
        sponsor         uuid not null,
        referrer        uuid not null,
        person_ref      uuid not null,
        programme_group text not null,
        household       text,
        partner_ref     text,
        unique (referrer, env, partner_ref)
    $$, array['NEW>SUBMITTED', 'SUBMITTED>MET', 'MET>SUBMITTED', 'MET>MET', 'SUBMITTED>DECLINED',
              'SUBMITTED>WITHDRAWN', 'DECLINED>DECLINED', 'WITHDRAWN>WITHDRAWN']);
create unique index one_pack_a_household on request (sponsor, programme_group, household, env)
    where household is not null;
create index on request (programme_id, id);
create index on request (person_ref);

call make_aggregate('pack', $$
        code         text not null unique,
        programme_id uuid not null,
        request_id   uuid not null references request (id),
        sponsor      uuid not null
    $$, array['NEW>RESERVED', 'RESERVED>RELEASED', 'RESERVED>DELIVERED', 'RESERVED>SOLD', 'DELIVERED>RETURNED',
              'SOLD>RETURNED', 'DELIVERED>CORRECTED', 'SOLD>CORRECTED']);
create index on pack (request_id);
create index on pack (programme_id, id);

-- Nothing but the id is unique: collection keeps codes apart.
call make_aggregate('device', $$
        code     text not null,
        site     uuid not null,
        category text not null,
        grade    text not null collate "C",
        pack_id  uuid references pack (id)
    $$, array['NEW>ANNOUNCED', 'ANNOUNCED>STOCKED', 'ANNOUNCED>RECALLED', 'RECALLED>ANNOUNCED',
              'STOCKED>RESERVED', 'RESERVED>STOCKED', 'RESERVED>DELIVERED', 'RESERVED>SOLD',
              'DELIVERED>STOCKED', 'SOLD>STOCKED', 'DELIVERED>RETURNED', 'SOLD>RETURNED',
              'STOCKED>LOST', 'LOST>STOCKED', 'RETURNED>LOST', 'LOST>RETURNED',
              'RETURNED>HANDED_BACK', 'LOST>HANDED_BACK', 'HANDED_BACK>ANNOUNCED']);
create index free_device on device (site, env, category, grade desc, id) where status = 'STOCKED';
create index on device (site, id);
create index on device (pack_id) where pack_id is not null;
create index on device (code);

alter table programme_item enable row level security;
create policy own on programme_item to ${service}_api
    using (sponsor = (select caller_organisation())) with check (sponsor = (select caller_organisation()));
create policy worker on programme_item to ${service}_worker using (true) with check (true);
grant select, insert on programme_item to ${service}_api, ${service}_worker;
alter table programme_quota enable row level security;
create policy own on programme_quota to ${service}_api
    using (sponsor = (select caller_organisation())) with check (sponsor = (select caller_organisation()));
create policy worker on programme_quota to ${service}_worker using (true) with check (true);
grant select, insert, update on programme_quota to ${service}_api, ${service}_worker;

-- A reservation sets the timer of its own expiry, in its own transaction.
grant insert on timer to ${service}_api;
