-- Organisations of the sandbox that somebody opened in one call, each with a client of the realm that is called by its id.

create sequence sandbox_siret minvalue 0 start 0;
comment on sequence sandbox_siret is 'From which the SIRET of the next one is made; it is no establishment''s.';
grant usage on sequence sandbox_siret to ${service}_api;

create table sandbox_organisation (
    organisation       uuid        primary key references organisation (id),
    maker              uuid        not null,
    account            uuid        not null,
    roles              text[]      not null,
    partner_ref        text,
    expires_at         timestamptz not null,
    ended_at           timestamptz,
    end_reason         text        check (end_reason in ('CLOSED', 'EXPIRED')),
    registration_token text,
    check ((ended_at is null) = (end_reason is null)),
    unique (maker, partner_ref)
);
comment on table sandbox_organisation is 'The organisations of the sandbox that have a client of their own, and those whose client has ended.';
comment on column sandbox_organisation.maker is 'The organisation that opened it.';
comment on column sandbox_organisation.account is
    'The organisation to which it counts: its maker, or whom the maker counts to when that was opened so itself.';
comment on column sandbox_organisation.registration_token is
    'With it the client is removed from the realm, and nothing else is done anywhere; null once it has been.';
create index sandbox_organisation_account on sandbox_organisation (account, organisation);
create index sandbox_organisation_expires on sandbox_organisation (expires_at) where ended_at is null;
create index sandbox_organisation_leaves on sandbox_organisation (ended_at)
    where ended_at is not null and registration_token is not null;

-- To whom the caller counts, and how many are open there, whoever opened them.
create function sandbox_room(out account uuid, out open bigint)
    language sql stable security definer set search_path = public, pg_temp as $$
    select a.account,
           (select count(*) from sandbox_organisation o where o.account = a.account and o.ended_at is null)
      from (select coalesce((select o.account from sandbox_organisation o where o.organisation = caller_organisation()),
                            caller_organisation()) as account) a
$$;
revoke all on function sandbox_room() from public;
grant execute on function sandbox_room() to ${service}_api;

alter table sandbox_organisation enable row level security;
create policy own on sandbox_organisation for select to ${service}_api
    using ((select caller_organisation()) in (maker, account));
create policy maker on sandbox_organisation for insert to ${service}_api
    with check (maker = (select caller_organisation()) and account = (select r.account from sandbox_room() r));
create policy ending on sandbox_organisation for update to ${service}_api
    using ((select caller_organisation()) in (maker, account)) with check ((select caller_organisation()) in (maker, account));
create policy worker on sandbox_organisation to ${service}_worker using (true) with check (true);
grant select (organisation, maker, account, roles, partner_ref, expires_at, ended_at, end_reason), insert,
    update (ended_at, end_reason) on sandbox_organisation to ${service}_api;
grant select, update (ended_at, end_reason, registration_token) on sandbox_organisation to ${service}_worker;
