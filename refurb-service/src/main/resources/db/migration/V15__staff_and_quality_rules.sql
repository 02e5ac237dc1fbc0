-- Who did which step of the work on a device, by the workshop's own opaque reference. It is in no event and in nobody else's view,
-- and goes after a time.
create table step_staff (
    device_id   uuid        not null references device (id),
    sequence    bigint      not null,
    workshop    uuid        not null,
    env         text        not null,
    step        text        not null,
    staff_ref   text        not null check (length(staff_ref) <= 40),
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    primary key (device_id, sequence)
);
comment on table step_staff is 'Who did which step, as their workshop refers to them; deleted after a time.';
comment on column step_staff.sequence is 'The number of the step''s first event on the device''s stream.';
-- What the planner samples of a column outlives its rows.
alter table step_staff alter column staff_ref set statistics 0;
create index step_staff_recorded on step_staff using brin (recorded_at);
alter table step_staff enable row level security;
create policy own on step_staff to ${service}_api
    using (workshop = (select caller_organisation()) and env = (select caller_env()))
    with check (workshop = (select caller_organisation()) and env = (select caller_env())
        and exists (select from device d where d.id = device_id and d.owners @> array[(select caller_organisation())]));
create policy worker on step_staff to ${service}_worker using (true) with check (true);
grant select, insert on step_staff to ${service}_api;
grant select, delete on step_staff to ${service}_worker;

-- What a workshop holds its steps to: each decision a version, never changed.
create table quality_rule (
    organisation       uuid        not null,
    env                text        not null,
    version            int         not null,
    checklist_required boolean     not null,
    second_technician  boolean     not null,
    valid_from         timestamptz not null,
    recorded_at        timestamptz not null,
    primary key (organisation, env, version)
);
comment on table quality_rule is
    'Whether a workshop''s checks need a checklist and its steps a reference; of those whose time has come, the latest version holds. Append only.';
alter table quality_rule enable row level security;
create policy own on quality_rule to ${service}_api
    using (organisation = (select caller_organisation()) and env = (select caller_env()))
    with check (organisation = (select caller_organisation()) and env = (select caller_env()));
grant select, insert on quality_rule to ${service}_api;
