-- People, in the services that keep some. The keys that open their contacts lie in another database.

create table person (
    ref          uuid        primary key,
    readers      uuid[]      not null,
    env          text        not null default caller_env(),
    contact      bytea,
    kept_at      timestamptz not null,
    forgotten_at timestamptz,
    check (forgotten_at is null or contact is null)
);
comment on table person is 'Somebody by a random reference; the contact is sealed, and gone once the person is forgotten.';
alter table person enable row level security;
create policy reader on person to ${service}_api
    using (readers @> array[(select caller_organisation())] and env = (select caller_env()))
    with check (readers @> array[(select caller_organisation())] and env = (select caller_env()));
create policy worker on person to ${service}_worker using (true) with check (true);

create table person_reading (
    id      bigint generated always as identity primary key,
    ref     uuid        not null references person (ref),
    who     text        not null,
    purpose text        not null,
    read_at timestamptz not null
);
comment on table person_reading is 'Who has read a contact, and why. Append only.';
create index on person_reading (ref);
alter table person_reading enable row level security;
create policy reader on person_reading to ${service}_api
    using (exists (select from person p where p.ref = person_reading.ref))
    with check (exists (select from person p where p.ref = person_reading.ref));
create policy worker on person_reading to ${service}_worker using (true) with check (true);

grant select, insert, update on person to ${service}_api, ${service}_worker;
grant select, insert on person_reading to ${service}_api, ${service}_worker;
