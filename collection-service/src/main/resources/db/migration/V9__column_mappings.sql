create table column_mapping (
    organisation uuid        not null,
    env          text        not null,
    columns      jsonb       not null,
    categories   jsonb       not null,
    changed_at   timestamptz not null,
    primary key (organisation, env)
);
comment on table column_mapping is 'The words by which an organisation''s files name columns and categories of devices.';
alter table column_mapping enable row level security;
create policy own on column_mapping to ${service}_api
    using (organisation = (select caller_organisation()) and env = (select caller_env()))
    with check (organisation = (select caller_organisation()) and env = (select caller_env()));
grant select, insert, update on column_mapping to ${service}_api;
