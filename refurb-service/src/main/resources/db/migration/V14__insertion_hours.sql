-- The insertion hours of a workshop by month, as it entered them; the last entry of a month counts.
create table insertion_hours (
    workshop   uuid          not null,
    env        text          not null,
    month      text          not null check (month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
    hours      numeric(9, 2) not null check (hours >= 0),
    entered_at timestamptz   not null,
    reason     text,
    primary key (workshop, env, month, entered_at)
);
comment on table insertion_hours is 'Of a workshop as a whole; no person is in it.';
alter table insertion_hours enable row level security;
create policy own on insertion_hours to ${service}_api
    using (workshop = (select caller_organisation()) and env = (select caller_env()))
    with check (workshop = (select caller_organisation()) and env = (select caller_env()));
grant select, insert on insertion_hours to ${service}_api;
