-- Which fields a mark is made of, so that a human is told what two requests have in common; null where the former release wrote it.
alter table likeness add column fields text;
comment on column likeness.fields is 'What the mark is made of, such as FAMILY_NAME+PHONE; null of what was written before this was kept.';

-- A human has looked at two requests that look alike. The last word on a pair counts; what was said before stays as its history.
create table near_match_decision (
    id            uuid primary key,
    later         uuid        not null references request (id),
    earlier       uuid        not null references request (id),
    sponsor       uuid        not null,
    env           text        not null default caller_env(),
    verdict       text        not null check (verdict in ('SAME_HOUSEHOLD', 'DIFFERENT')),
    reason        text,
    decided_by    text        not null,
    occurred_at   timestamptz not null,
    decided_at    timestamptz not null,
    check (earlier < later)
);
create index on near_match_decision (later, earlier, id desc);
create index on near_match_decision (earlier);
create index on near_match_decision (sponsor, id);
comment on table near_match_decision is 'What a human said of requests that look alike; append only, but for reasons, which go with the person.';

alter table near_match_decision enable row level security;
create policy own on near_match_decision to ${service}_api
    using (sponsor = (select caller_organisation()) and env = (select caller_env()))
    with check (sponsor = (select caller_organisation()) and env = (select caller_env()));
create policy worker on near_match_decision to ${service}_worker using (true) with check (true);
grant select, insert, update (reason) on near_match_decision to ${service}_api, ${service}_worker;
