-- Three roles touch a service's database: its owner migrates, ${service}_api serves callers under row-level security,
-- ${service}_worker carries events and fires timers and is reached by no HTTP path.

create function caller_organisation() returns uuid language sql stable parallel safe
    return nullif(current_setting('app.organisation', true), '')::uuid;

-- The sandbox and the live network share the tables and never see each other.
create function caller_env() returns text language sql stable parallel safe
    return coalesce(nullif(current_setting('app.env', true), ''), 'LIVE');

create table event_journal (
    id             bigint generated always as identity primary key,
    event_id       uuid        not null,
    topic          text        not null,
    stream_type    text        not null,
    stream_id      uuid        not null,
    sequence       bigint      not null,
    type           text        not null,
    value          text        not null,
    correlation_id uuid        not null,
    traceparent    text,
    occurred_at    timestamptz not null,
    recorded_at    timestamptz not null,
    unique (stream_type, stream_id, sequence)
);
comment on table event_journal is 'Every event this service ever recorded. Append only; a lost Kafka is filled again from it.';

create table outbox (
    journal_id bigint primary key
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
comment on table outbox is 'Events that Kafka has not acknowledged.';

create table parked_stream (
    stream_type text        not null,
    stream_id   uuid        not null,
    reason      text        not null,
    parked_at   timestamptz not null default now(),
    released_at timestamptz,
    primary key (stream_type, stream_id)
);
comment on table parked_stream is 'Streams whose next event cannot be sent, until an operator releases them; the others flow on.';

create table idempotency_key (
    organisation uuid        not null,
    key          text        not null,
    fingerprint  text        not null,
    status       int         not null,
    location     text,
    version      bigint,
    body         text        not null,
    created_at   timestamptz not null,
    primary key (organisation, key)
);
create index on idempotency_key using brin (created_at);
alter table idempotency_key enable row level security;
create policy own on idempotency_key to ${service}_api
    using (organisation = (select caller_organisation())) with check (organisation = (select caller_organisation()));
create policy worker on idempotency_key to ${service}_worker using (true) with check (true);

create table consumer_position (
    consumer    text   not null,
    source      text   not null,
    stream_type text   not null,
    stream_id   uuid   not null,
    incarnation int    not null,
    sequence    bigint not null,
    event_id    uuid   not null,
    primary key (consumer, source, stream_type, stream_id)
);
comment on table consumer_position is 'The last event of each stream that has taken effect here.';

create table held_event (
    id             bigint generated always as identity primary key,
    consumer       text        not null,
    source         text        not null,
    stream_type    text        not null,
    stream_id      uuid        not null,
    incarnation    int         not null,
    sequence       bigint      not null,
    event_id       uuid        not null,
    type           text        not null,
    correlation_id uuid        not null,
    traceparent    text,
    value          text        not null,
    reason         text        not null check (reason in ('GAP', 'AWAITS', 'FAULT', 'FORK', 'BEHIND', 'REJECTED', 'REPLAYED')),
    detail         text        not null,
    awaits_source  text,
    awaits_type    text,
    awaits_id      uuid,
    held_at        timestamptz not null default now(),
    unique (consumer, source, stream_type, stream_id, incarnation, sequence, event_id)
);
comment on table held_event is 'Events that arrived and have not taken effect, each with its reason, and what operators decided about them.';

create table timer (
    id       bigint generated always as identity primary key,
    due_at   timestamptz not null,
    command  text        not null,
    key      text        not null,
    attempts int         not null default 0,
    unique (command, key)
);
create index on timer (due_at);
create index on timer (attempts) where attempts > 0;

create sequence code_block;

grant insert on event_journal, outbox to ${service}_api;
grant select (id) on event_journal to ${service}_api;
grant select, insert on idempotency_key to ${service}_api;
grant usage on sequence code_block to ${service}_api;
grant select, insert, update, delete on outbox, parked_stream, idempotency_key, consumer_position, held_event, timer
    to ${service}_worker;
grant select, insert on event_journal to ${service}_worker;

-- Makes the table of an aggregate with the columns that the plumbing keeps, its legal moves, and its security:
-- an organisation sees the rows it is a reader of and changes those it holds.
create procedure make_aggregate(name text, own_columns text, moves text[]) language plpgsql as $$
declare
    move text;
begin
    execute format('create table %I_move (from_status text not null, to_status text not null, primary key (from_status, to_status))', name);
    foreach move in array moves loop
        execute format('insert into %I_move values (%L, %L)', name, split_part(move, '>', 1), split_part(move, '>', 2));
    end loop;
    execute format(
        'create table %1$I (
            id              uuid        primary key,
            version         bigint      not null,
            sequence        bigint      not null,
            previous_status text        not null,
            status          text        not null,
            state           text        not null,
            readers         uuid[]      not null,
            holders         uuid[]      not null,
            env             text        not null,
            changed_at      timestamptz not null,
            %2$s,
            foreign key (previous_status, status) references %1$I_move (from_status, to_status)
        ) with (fillfactor = 85)', name, own_columns);
    execute format('alter table %I enable row level security', name);
    execute format('create policy reader on %I for select to ${service}_api using (readers @> array[(select caller_organisation())] and env = (select caller_env()))', name);
    execute format('create policy maker on %I for insert to ${service}_api with check (readers @> array[(select caller_organisation())] and env = (select caller_env()))', name);
    execute format('create policy holder on %I for update to ${service}_api using (holders @> array[(select caller_organisation())] and env = (select caller_env())) with check (readers @> array[(select caller_organisation())] and env = (select caller_env()))', name);
    execute format('create policy worker on %I to ${service}_worker using (true) with check (true)', name);
    execute format('grant select, insert, update on %I to ${service}_api', name);
    execute format('grant select, insert, update on %I to ${service}_worker', name);
    execute format('grant select on %I_move to ${service}_api, ${service}_worker', name);
end $$;
