-- The feed: every event once, under a number of its own, for the organisations that may see it.

create table feed_sequence (
    single  boolean primary key default true check (single),
    last    bigint not null,
    removed bigint not null
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
insert into feed_sequence values (true, 0, 0);
comment on table feed_sequence is
    'The one row that the feed''s numbers are taken from, at the end of each batch: commit order is the order of the numbers.';
comment on column feed_sequence.removed is 'The highest number whose event is not kept any more, as are all below it.';
grant select on feed_sequence to ${service}_api;
grant select, update on feed_sequence to ${service}_worker;

create table feed_event (
    seq            bigint      primary key,
    event_id       uuid        not null,
    source         text        not null,
    type           text        not null,
    stream_type    text        not null,
    stream_id      uuid        not null,
    sequence       bigint      not null,
    correlation_id uuid        not null,
    occurred_at    timestamptz not null,
    region         text        not null,
    env            text        not null,
    data           text        not null,
    readers        uuid[]      not null,
    appended_at    timestamptz not null
);
comment on table feed_event is 'Every event, whatever its type, as its publisher wrote it but for the list of its parties.';
alter table feed_event enable row level security;
create policy reader on feed_event for select to ${service}_api
    using (readers @> array[(select caller_organisation())] and env = (select caller_env()));
create policy worker on feed_event to ${service}_worker using (true) with check (true);
grant select on feed_event to ${service}_api;
grant select, insert, delete on feed_event to ${service}_worker;

create table feed_reader (
    organisation uuid   not null,
    seq          bigint not null,
    primary key (organisation, seq)
);
comment on table feed_reader is 'Which numbers an organisation may read, so that its next ones are found whatever the others did meanwhile.';
alter table feed_reader enable row level security;
create policy own on feed_reader for select to ${service}_api using (organisation = (select caller_organisation()));
create policy worker on feed_reader to ${service}_worker using (true) with check (true);
grant select on feed_reader to ${service}_api;
grant select, insert, delete on feed_reader to ${service}_worker;
