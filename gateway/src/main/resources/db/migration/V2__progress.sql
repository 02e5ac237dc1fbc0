-- Live progress: devices as the network knows them, counters, and every change of a counter under its public number.

create table device (
    id                uuid primary key,
    code              text,
    epoch             int    not null default -1,
    sequence          bigint not null default 0,
    stage             text,
    stage_epoch       int    not null default -1,
    stage_sequence    bigint not null default 0,
    category          text,
    category_epoch    int    not null default -1,
    category_sequence bigint not null default 0,
    region            text,
    department        text,
    donor_kind        text,
    env               text   not null default 'LIVE',
    reached           bigint not null default 0,
    readers           uuid[] not null default '{}'
) with (fillfactor = 80);
comment on table device is 'One row a device. (epoch, sequence) is its newest event; an older one that comes late never takes over.';
comment on column device.reached is 'Stages ever reached, 16 bits for each publisher: each takes back only what it said itself.';
alter table device enable row level security;
create policy reader on device for select to ${service}_api
    using (readers @> array[(select caller_organisation())] and env = (select caller_env()));
create policy worker on device to ${service}_worker using (true) with check (true);
grant select on device to ${service}_api;
grant select, insert, update on device to ${service}_worker;

create table device_event (
    event_id    uuid        primary key,
    device_id   uuid        not null,
    epoch       int         not null,
    sequence    bigint      not null,
    source      text        not null,
    type        text        not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    region      text        not null,
    department  text        not null,
    detail      text        not null,
    readers     uuid[]      not null
);
create index on device_event (device_id, epoch, sequence);
comment on table device_event is 'The steps of each device''s passport, each readable by the parties of its event.';
alter table device_event enable row level security;
create policy reader on device_event for select to ${service}_api using (readers @> array[(select caller_organisation())]);
create policy worker on device_event to ${service}_worker using (true) with check (true);
grant select on device_event to ${service}_api;
grant select, insert on device_event to ${service}_worker;

create table public_seq (
    single     boolean     primary key default true check (single),
    last       bigint      not null,
    at         timestamptz not null,
    lag_millis bigint      not null
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
insert into public_seq values (true, 0, '1970-01-01T00:00:00Z', 0);
comment on table public_seq is
    'The one row that public numbers are taken from, at the end of each batch: commit order is the order of the numbers. '
    'What is committed later is stamped later than "at", so figures as of then or before never change.';
grant select on public_seq to ${service}_api;
grant select, update on public_seq to ${service}_worker;

create table progress_change (
    seq          bigint      not null,
    region       text        not null,
    department   text        not null,
    stage        text        not null,
    category     text        not null,
    now_delta    int         not null,
    ever_delta   int         not null,
    committed_at timestamptz not null,
    event_id     uuid        not null,
    primary key (region, seq, department, stage, category)
);
create index on progress_change (region, committed_at);
comment on table progress_change is 'Every change of a counter, for ever; all cells that one event changes share its number.';
grant select on progress_change to ${service}_api;
grant select, insert on progress_change to ${service}_worker;

create table counter (
    region       text        not null,
    department   text        not null,
    stage        text        not null,
    category     text        not null,
    now          bigint      not null,
    ever         bigint      not null,
    seq          bigint      not null,
    committed_at timestamptz not null,
    primary key (region, department, stage, category)
) with (fillfactor = 30, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
comment on table counter is 'The sum of progress_change, cell by cell, with the number of the last change.';
grant select on counter to ${service}_api;
grant select, insert, update on counter to ${service}_worker;

create table target (
    region     text   not null,
    version    int    not null,
    valid_from timestamptz not null,
    goal       int    not null,
    deadline   date   not null,
    categories text[] not null,
    basis      text[] not null,
    provenance text   not null,
    territory  text   not null,
    primary key (region, version)
);
comment on table target is 'What a region wants to reach, as a versioned rule; a new rule is a new row.';
insert into target values
    ('44', 1, '2024-01-01T00:00:00Z', 20000, '2025-12-31', '{DESKTOP,LAPTOP}', '{HAND_OVER,SALE}', 'REUSED', 'HAND_OVER_PLACE');
grant select on target to ${service}_api;
