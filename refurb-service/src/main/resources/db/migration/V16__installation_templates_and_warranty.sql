-- What a workshop installs on devices: each version of a template stays as it is.
create table installation_template (
    id             uuid        not null,
    version        int         not null,
    organisation   uuid        not null,
    env            text        not null,
    name           text        not null,
    name_form      text        not null,
    system         text        not null,
    system_version text        not null,
    languages      text[]      not null,
    software       text[]      not null,
    recorded_at    timestamptz not null,
    primary key (id, version),
    unique (organisation, env, name_form, version)
);
comment on table installation_template is 'What workshops install on devices, by the name that each gives it. Append only.';
alter table installation_template enable row level security;
create policy own on installation_template to ${service}_api
    using (organisation = (select caller_organisation()) and env = (select caller_env()))
    with check (organisation = (select caller_organisation()) and env = (select caller_env()));
grant select, insert on installation_template to ${service}_api;

-- The warranty that a workshop gives unless a check says otherwise.
alter table quality_rule add column warranty_months int check (warranty_months between 0 and 120);
comment on column quality_rule.warranty_months is 'Null where the workshop gives none of its own.';
