create table dead_letter (
    id              bigint generated always as identity primary key,
    consumer        text        not null,
    topic           text        not null,
    partition       int         not null,
    record_offset   bigint      not null,
    digest          bytea       not null,
    event_id        uuid,
    reason          text        not null,
    found_at        timestamptz not null default now(),
    sent_at         timestamptz,
    acknowledged_at timestamptz,
    acknowledged_by text,
    explanation     text,
    unique (consumer, topic, partition, record_offset, digest),
    check ((acknowledged_at is null) = (acknowledged_by is null) and (acknowledged_at is null) = (explanation is null))
);
comment on table dead_letter is
    'Records that cannot be read, each with its place and its reason, until an operator acknowledges them with a reason of his '
    'own. The bytes are in the dead-letter topic. The digest tells apart two records at one place of a topic that was made again.';
create index on dead_letter (id) where acknowledged_at is null;
grant select, insert, update on dead_letter to ${service}_worker;

alter table outbox add column resent boolean not null default false;
comment on column outbox.resent is 'It was sent before and is sent again on purpose, because its topic was lost.';
