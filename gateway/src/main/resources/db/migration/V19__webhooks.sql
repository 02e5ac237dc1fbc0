-- Webhooks: where organisations are told of the feed's events, what waits to be delivered there, and what became of each attempt.

create table webhook (
    id              uuid        primary key,
    organisation    uuid        not null,
    env             text        not null check (env in ('LIVE', 'TEST')),
    created_at      timestamptz not null,
    version         bigint      not null,
    changed_at      timestamptz not null,
    url             text        not null,
    types           text[]      not null,
    sources         text[]      not null,
    region          text,
    subject_type    text,
    subject_id      uuid,
    partner_ref     text,
    status          text        not null check (status in ('ENABLED', 'DISABLED', 'CLOSED')),
    disabled_reason text        check (disabled_reason in ('ASKED', 'GONE', 'EXHAUSTED')),
    status_since    timestamptz not null,
    secret          uuid        not null,
    former_secret   uuid,
    former_until    timestamptz,
    position        bigint      not null,
    failures        integer     not null default 0,
    rests_until     timestamptz,
    check ((status = 'DISABLED') = (disabled_reason is not null)),
    check ((former_secret is null) = (former_until is null)),
    check ((subject_type is null) = (subject_id is null)),
    unique (organisation, env, partner_ref)
) with (fillfactor = 70);
comment on table webhook is 'An address to which an organisation has events delivered.';
comment on column webhook.secret is 'From which, under a key that is not in the database, the secret is derived that deliveries are signed with.';
comment on column webhook.position is 'The number of the feed up to which events were looked through for it.';
comment on column webhook.failures is 'How many deliveries have failed at their first attempt since the last that succeeded.';
comment on column webhook.rests_until is 'Nothing is tried there sooner.';
create index webhook_of_organisation on webhook (organisation, id);
create index webhook_enabled on webhook (id) where status = 'ENABLED';

alter table webhook enable row level security;
create policy own on webhook to ${service}_api
    using (organisation = (select caller_organisation()) and env = (select caller_env()))
    with check (organisation = (select caller_organisation()) and env = (select caller_env()));
create policy worker on webhook to ${service}_worker using (true) with check (true);
grant select, insert, update (version, changed_at, url, types, sources, region, subject_type, subject_id, status,
    disabled_reason, status_since, secret, former_secret, former_until, position, failures, rests_until) on webhook to ${service}_api;
grant select, update (version, changed_at, status, disabled_reason, status_since, position, failures, rests_until)
    on webhook to ${service}_worker;

create table webhook_delivery (
    id            uuid        primary key,
    organisation  uuid        not null,
    env           text        not null,
    webhook       uuid        not null references webhook (id),
    kind          text        not null check (kind in ('EVENT', 'REDELIVERY', 'PING')),
    seq           bigint,
    event_id      uuid        not null,
    source        text        not null,
    stream_type   text        not null,
    stream_id     uuid        not null,
    attempts      integer     not null default 0,
    due_at        timestamptz not null,
    claim         uuid,
    claimed_until timestamptz,
    check ((kind = 'PING') = (seq is null)),
    check ((claim is null) = (claimed_until is null)),
    unique (webhook, event_id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
comment on table webhook_delivery is 'What waits to be delivered, or is on its way. Of one stream the lowest number alone is tried, by one process at a time.';
comment on column webhook_delivery.seq is 'The number of the feed, whose event it is; null for what only asks whether somebody answers.';
comment on column webhook_delivery.claimed_until is 'Until then it is on its way; then whoever had it is taken for dead, and it is sent again.';
create index webhook_delivery_in_order on webhook_delivery (webhook, source, stream_type, stream_id, seq);

alter table webhook_delivery enable row level security;
create policy own on webhook_delivery to ${service}_api
    using (organisation = (select caller_organisation()) and env = (select caller_env()))
    with check (organisation = (select caller_organisation()) and env = (select caller_env()));
create policy worker on webhook_delivery to ${service}_worker using (true) with check (true);
grant select, insert, delete, update (attempts, due_at) on webhook_delivery to ${service}_api;
grant select, insert, delete, update (attempts, due_at, claim, claimed_until) on webhook_delivery to ${service}_worker;

create table webhook_attempt (
    id           uuid        primary key,
    organisation uuid        not null,
    env          text        not null,
    webhook      uuid        not null references webhook (id),
    kind         text        not null,
    seq          bigint,
    event_id     uuid        not null,
    type         text        not null,
    subject      text        not null,
    attempt      integer     not null,
    at           timestamptz not null,
    outcome      text        not null,
    status       integer,
    millis       integer     not null
);
comment on table webhook_attempt is 'What became of each attempt, for a time; nothing of what was answered but its status.';
create index webhook_attempt_of_webhook on webhook_attempt (webhook, id);
create index webhook_attempt_at on webhook_attempt (at);

alter table webhook_attempt enable row level security;
create policy own on webhook_attempt for select to ${service}_api
    using (organisation = (select caller_organisation()) and env = (select caller_env()));
create policy worker on webhook_attempt to ${service}_worker using (true) with check (true);
grant select on webhook_attempt to ${service}_api;
grant select, insert, delete on webhook_attempt to ${service}_worker;
