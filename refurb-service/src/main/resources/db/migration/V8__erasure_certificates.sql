-- Which public keys have signed, for whoever checks a certificate; the private ones are in no database.
create table certificate_key (
    kid         text        primary key,
    x           text        not null,
    valid_from  timestamptz not null,
    valid_until timestamptz
);
comment on table certificate_key is
    'Ed25519 public keys, published for ever. The one without an end signs; another gets its end, a day ahead, when the next one is used first.';
grant select on certificate_key to ${service}_api;
grant select, insert, update (valid_until) on certificate_key to ${service}_worker;

create table certificate_chain (
    workshop uuid   not null,
    env      text   not null,
    number   bigint not null,
    hash     text   not null,
    primary key (workshop, env)
);
comment on table certificate_chain is 'The last entry of each workshop''s chain of certificates: its number and the SHA-256 of its bytes.';

create table certificate (
    workshop    uuid        not null,
    env         text        not null,
    number      bigint      not null,
    id          uuid        not null unique,
    level       text,
    ends        uuid        unique,
    device_id   uuid        not null,
    lot_id      uuid        not null,
    medium_form text        not null,
    medium      text        not null,
    journal_id  bigint      not null,
    jws         text        not null,
    disclosures text[]      not null,
    hash        text        not null,
    issued_at   timestamptz not null,
    primary key (workshop, env, number),
    unique (journal_id, medium_form),
    check (level is not null or ends is not null)
);
comment on table certificate is
    'The entries of each workshop''s chain: a certificate has a level, a revocation has none. Append only; a certificate is ended by the one '
    'entry that names it.';
comment on column certificate.jws is 'The signed bytes, as they are served.';
comment on column certificate.medium is 'The medium as it was described then, as JSON.';
comment on column certificate.journal_id is 'The event that it follows from; none leads to two entries about one medium.';
create index on certificate (device_id, number);
create index on certificate (lot_id);

alter table certificate enable row level security;
create policy reader on certificate for select to ${service}_api
    using ((workshop = (select caller_organisation()) and env = (select caller_env()))
           or exists (select from device d where d.id = certificate.device_id));
create policy worker on certificate to ${service}_worker using (true) with check (true);
alter table certificate_chain enable row level security;
create policy own on certificate_chain for select to ${service}_api
    using (workshop = (select caller_organisation()) and env = (select caller_env()));
create policy worker on certificate_chain to ${service}_worker using (true) with check (true);
grant select on certificate, certificate_chain to ${service}_api;
grant select, insert on certificate to ${service}_worker;
grant select, insert, update on certificate_chain to ${service}_worker;

create table certificate_checkpoint (
    one        boolean primary key default true check (one),
    journal_id bigint  not null
);
comment on table certificate_checkpoint is 'Up to which event of the journal certificates were issued. Whoever locks the row issues.';
insert into certificate_checkpoint (journal_id) values (0);
grant select, update on certificate_checkpoint to ${service}_worker;

-- The one door for whoever checks a certificate without a token: an entry with its neighbours in the chain and the one that ended it, by
-- which the service proves it. What is answered of them is the entry's own statement, which names no party but the workshop.
create function certificate_and_neighbours(asked uuid)
    returns table (place text, id uuid, number bigint, level text, jws text, last_number bigint)
    language sql stable security definer set search_path = public, pg_temp as $$
    select near.place, near.id, near.number, near.level, near.jws, h.number
      from certificate c
      join certificate_chain h on h.workshop = c.workshop and h.env = c.env
      cross join lateral (
        select 'ENTRY' as place, c.id, c.number, c.level, c.jws
        union all
        select 'BEFORE', o.id, o.number, o.level, o.jws from certificate o
         where o.workshop = c.workshop and o.env = c.env and o.number = c.number - 1
        union all
        select 'AFTER', o.id, o.number, o.level, o.jws from certificate o
         where o.workshop = c.workshop and o.env = c.env and o.number = c.number + 1
        union all
        select 'ENDS_IT', o.id, o.number, o.level, o.jws from certificate o where o.ends = c.id) as near
     where c.id = asked
$$;
revoke all on function certificate_and_neighbours(uuid) from public;
grant execute on function certificate_and_neighbours(uuid) to ${service}_api;
