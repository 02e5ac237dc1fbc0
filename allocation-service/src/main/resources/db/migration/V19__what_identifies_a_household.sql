-- A sponsor may say which parts of a contact tell the households of a group of its programmes apart, before anybody asks in it. It is one
-- row for the group, so that its programmes always agree; a group without a row is identified as ever.
create table household_identification (
    sponsor           uuid    not null,
    programme_group   text    not null,
    env               text    not null default caller_env(),
    household         text[]  not null check (cardinality(household) > 0),
    near              text[]  not null,
    near_matches_wait boolean not null,
    primary key (sponsor, env, programme_group)
);
comment on table household_identification is 'By which fields a sponsor''s groups of programmes tell households apart.';
comment on column household_identification.household is
    'Sets of fields, the strictest first, such as FAMILY_NAME+PHONE; the first that is known is the household''s mark.';
comment on column household_identification.near is 'Sets of fields that are a likeness when two requests have them in common.';
comment on column household_identification.near_matches_wait is
    'Whether a request that looks like an earlier one is reserved for only once a human has decided.';

-- Whoever may ask in a programme of the sponsor's marks the household by it.
alter table household_identification enable row level security;
create policy asks on household_identification for select to ${service}_api
    using (env = (select caller_env()) and (sponsor = (select caller_organisation())
        or sponsor in (select p.sponsor from programme p)));
create policy declares on household_identification for insert to ${service}_api
    with check (sponsor = (select caller_organisation()) and env = (select caller_env()));
create policy declares_again on household_identification for update to ${service}_api
    using (sponsor = (select caller_organisation()) and env = (select caller_env()))
    with check (sponsor = (select caller_organisation()) and env = (select caller_env()));
create policy worker on household_identification to ${service}_worker using (true) with check (true);
grant select, insert, update (household, near, near_matches_wait) on household_identification to ${service}_api;
grant select on household_identification to ${service}_worker;

-- A request's group is found whatever tells its household apart.
create index on request (sponsor, programme_group);
