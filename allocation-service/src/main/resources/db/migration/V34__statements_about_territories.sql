-- Needs in figures and labels of territories, with their source. Rows are added alone: one that was wrong is corrected by another.
create table territory_statement (
    id         uuid        primary key,
    kind       text        not null check (kind in ('INDICATOR', 'LABEL')),
    area_kind  text        not null check (area_kind in ('REGION', 'DEPARTMENT', 'COMMUNITY', 'COMMUNE', 'NEIGHBOURHOOD')),
    area_code  text        not null,
    name       text        not null,
    value      numeric,
    unit       text,
    year       int,
    level      text,
    awarded_on date,
    issuer     text,
    source     text,
    stated_by  uuid        not null,
    env        text        not null,
    stated_at  timestamptz not null,
    corrects   uuid        unique references territory_statement (id),
    reason     text,
    check (kind <> 'INDICATOR' or (value is not null and unit is not null and year is not null and source is not null)),
    check (kind <> 'LABEL' or (awarded_on is not null and issuer is not null)),
    check ((corrects is null) = (reason is null))
);
create index on territory_statement (kind, area_kind, area_code, id);
comment on table territory_statement is 'What organisations state of territories: needs in figures, and labels. No person is in it.';

-- Everybody in the network reads it.
alter table territory_statement enable row level security;
create policy reader on territory_statement for select to ${service}_api
    using ((select caller_organisation()) is not null and env = (select caller_env()));
create policy maker on territory_statement for insert to ${service}_api
    with check (stated_by = (select caller_organisation()) and env = (select caller_env()));
grant select, insert on territory_statement to ${service}_api;
