-- A calendar is followed by programs that send no token: whoever holds the link of a mediator's reads it. Of the link's code the hash alone is kept.
create table calendar_link (
    id            uuid        primary key,
    organisation  uuid        not null,
    env           text        not null,
    mediator      text        not null,
    mediator_form text        not null,
    code_hash     text        not null unique,
    opened_at     timestamptz not null,
    constraint one_link_a_mediator unique (organisation, env, mediator_form)
);
comment on table calendar_link is 'The links by which calendars of an organisation''s mediators are followed.';
-- What the planner samples of a column outlives its rows.
alter table calendar_link alter column mediator set statistics 0;
alter table calendar_link alter column mediator_form set statistics 0;
alter table calendar_link enable row level security;
create policy own on calendar_link to ${service}_api
    using (organisation = (select caller_organisation()) and env = (select caller_env()))
    with check (organisation = (select caller_organisation()) and env = (select caller_env()));
grant select, insert, update, delete on calendar_link to ${service}_api;

create function calendar_link_of(presented_code_hash text) returns table (organisation uuid, env text, mediator text)
    language sql stable security definer set search_path = public, pg_temp as $$
    select l.organisation, l.env, l.mediator from calendar_link l where l.code_hash = presented_code_hash
$$;
revoke all on function calendar_link_of(text) from public;
grant execute on function calendar_link_of(text) to ${service}_api;
