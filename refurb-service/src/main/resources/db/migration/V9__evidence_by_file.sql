-- What files say of erasures: one row for each file and drive, so that the same file again changes nothing. What matches no medium
-- waits here until its workshop assigns or dismisses it.
create table evidence (
    id           uuid        primary key,
    organisation uuid        not null,
    env          text        not null,
    sha256       text        not null,
    drive_form   text        not null,
    status       text        not null check (status in ('RECORDED', 'UNMATCHED', 'DISMISSED')),
    run          text        not null,
    why          text,
    device_id    uuid,
    reason       text,
    found_at     timestamptz not null,
    decided_at   timestamptz,
    unique (organisation, env, sha256, drive_form),
    check ((status = 'RECORDED') = (device_id is not null) and (status = 'DISMISSED') = (reason is not null))
);
comment on table evidence is 'Which runs of erasures files have told, by the file''s SHA-256 and the drive; the file itself is not kept.';
comment on column evidence.run is 'What the file says, as JSON.';
comment on column evidence.why is 'The code of why no medium was found for it.';
create index on evidence (organisation, env, id) where status = 'UNMATCHED';
alter table evidence enable row level security;
create policy own on evidence to ${service}_api
    using (organisation = (select caller_organisation()) and env = (select caller_env()))
    with check (organisation = (select caller_organisation()) and env = (select caller_env()));
create policy worker on evidence to ${service}_worker using (true) with check (true);
grant select, insert, update (status, device_id, reason, decided_at) on evidence to ${service}_api;
grant select on evidence to ${service}_worker;
