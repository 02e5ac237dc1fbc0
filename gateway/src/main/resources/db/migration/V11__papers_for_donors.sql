-- What donors state of their own stock for the REEN report, and how their devices and incidents are found.

create table reen_stock (
    organisation uuid        not null,
    env          text        not null,
    year         int         not null,
    version      int         not null,
    counted_on   date        not null,
    counts       jsonb       not null,
    reason       text,
    stated_at    timestamptz not null,
    primary key (organisation, env, year, version),
    check (version = 1 or reason is not null)
);
comment on table reen_stock is
    'The decommissioned equipment that a donor had on 1 January of a year, as it stated it; a correction is a further version.';
alter table reen_stock enable row level security;
create policy own on reen_stock to ${service}_api
    using (organisation = (select caller_organisation()) and env = (select caller_env()))
    with check (organisation = (select caller_organisation()) and env = (select caller_env()));
grant select, insert on reen_stock to ${service}_api;

create index device_of_donor on device (donor, id) where donor is not null;
drop index device_donor;

create index device_event_lost on device_event (event_id)
    where type in ('collection.DeviceLost.v1', 'refurb.DeviceLost.v1', 'allocation.DeviceLost.v1');
create index lot_event_offered on lot_event (lot_id) where type = 'collection.LotOffered.v1';
