-- What funders grant sponsors, and how each pack's cost is shared. The ledger is double entry: a posting takes cents from one account
-- of an envelope to another, as its kind says, so that the lines of an entry add up to zero whoever writes it. Balances and the
-- postings of packs follow by triggers of the owner's; nobody else writes them, and nobody changes or deletes a posting.
call create_aggregate('funding_envelope', $$
        code           text not null unique,
        sponsor        uuid not null,
        funder         uuid not null,
        partner_ref    text,
        reference_form text,
        unique (sponsor, env, partner_ref),
        unique (id, sponsor, funder)
    $$, array['NEW>OPEN', 'OPEN>OPEN', 'OPEN>CLOSED', 'CLOSED>CLOSED']);
call index_readers('funding_envelope');
create index on funding_envelope (reference_form) where reference_form is not null;
create index on funding_envelope (funder, sponsor);

call create_aggregate('fund_call', $$
        code           text not null unique,
        sponsor        uuid not null,
        funder         uuid not null,
        partner_ref    text,
        reference_form text,
        unique (sponsor, env, partner_ref)
    $$, array['NEW>CALLED', 'CALLED>CALLED', 'CALLED>SETTLED']);
call index_readers('fund_call');
create index on fund_call (reference_form) where reference_form is not null;

alter table programme_quota add column co_financing text;
comment on column programme_quota.co_financing is 'Who pays what of each of its packs; null where nobody but buyer and sponsor does.';

create table posting_kind (
    kind         text primary key,
    from_account text not null,
    to_account   text not null,
    needs_open   boolean not null
);
comment on table posting_kind is 'What may be posted: the account that loses, and the one that gets as much.';
insert into posting_kind values
    ('OPENING', 'GRANTED', 'AVAILABLE', true),
    ('RAISE', 'GRANTED', 'AVAILABLE', true),
    ('CUT', 'AVAILABLE', 'GRANTED', true),
    ('COMMITMENT', 'AVAILABLE', 'COMMITTED', true),
    ('RELEASE', 'COMMITTED', 'AVAILABLE', false),
    ('HAND_OVER', 'COMMITTED', 'DUE', false),
    ('WITHDRAWAL', 'DUE', 'AVAILABLE', false),
    ('CALL', 'DUE', 'CALLED', false),
    ('CREDIT', 'CREDIT', 'AVAILABLE', false),
    ('REINSTATEMENT', 'AVAILABLE', 'DUE', false),
    ('OFFSET', 'CALLED', 'CREDIT', false),
    ('SETTLEMENT', 'CALLED', 'SETTLED', false),
    ('REFUND', 'SETTLED', 'CREDIT', false);

create table commitment_step (
    from_status text not null,
    to_status   text not null,
    kind        text not null references posting_kind (kind),
    primary key (from_status, to_status)
);
comment on table commitment_step is 'How an envelope''s share of a pack moves, and what that posts.';
insert into commitment_step values
    ('NEW', 'COMMITTED', 'COMMITMENT'),
    ('COMMITTED', 'RELEASED', 'RELEASE'),
    ('COMMITTED', 'DUE', 'HAND_OVER'),
    ('DUE', 'RELEASED', 'WITHDRAWAL'),
    ('DUE', 'CALLED', 'CALL'),
    ('CALLED', 'CREDITED', 'CREDIT'),
    ('RELEASED', 'DUE', 'REINSTATEMENT'),
    ('CREDITED', 'DUE', 'REINSTATEMENT');

create table envelope_balance (
    envelope_id uuid    primary key references funding_envelope (id),
    sponsor     uuid    not null,
    funder      uuid    not null,
    open        boolean not null default true,
    granted     bigint  not null default 0 check (granted <= 0),
    available   bigint  not null default 0 check (available >= 0),
    committed   bigint  not null default 0 check (committed >= 0),
    due         bigint  not null default 0 check (due >= 0),
    called      bigint  not null default 0 check (called >= 0),
    settled     bigint  not null default 0 check (settled >= 0),
    credit      bigint  not null default 0 check (credit <= 0),
    check (granted + available + committed + due + called + settled + credit = 0)
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
comment on table envelope_balance is 'What stands on each account of an envelope: one narrow row, which postings change, locked last.';

-- Locked after the pack and the quota, by subject and envelope; its status is all that moves.
create table commitment (
    subject         text        not null default 'PACK' check (subject in ('PACK', 'DELIVERABLE')),
    subject_id      uuid        not null,
    envelope_id     uuid        not null,
    sponsor         uuid        not null,
    funder          uuid        not null,
    cents           bigint      not null check (cents > 0),
    previous_status text        not null default 'NEW',
    status          text        not null default 'COMMITTED',
    step            int         not null default 1,
    department      text,
    call_id         uuid        references fund_call (id),
    occurred_at     timestamptz not null,
    primary key (subject_id, envelope_id),
    foreign key (previous_status, status) references commitment_step (from_status, to_status),
    foreign key (envelope_id, sponsor, funder) references funding_envelope (id, sponsor, funder)
) with (fillfactor = 85);
create index on commitment (funder, sponsor, status);
create index on commitment (call_id) where call_id is not null;
comment on table commitment is 'What an envelope pays of one pack, and how far that has come. No person: a pack and a department.';

create table posting (
    id          bigint      generated always as identity primary key,
    kind        text        not null references posting_kind (kind),
    envelope_id uuid        not null,
    sponsor     uuid        not null,
    funder      uuid        not null,
    cents       bigint      not null check (cents > 0),
    subject_id  uuid,
    step        int,
    call_id     uuid        references fund_call (id),
    occurred_at timestamptz not null,
    recorded_at timestamptz not null default now(),
    foreign key (envelope_id, sponsor, funder) references funding_envelope (id, sponsor, funder),
    unique (subject_id, envelope_id, step)
);
create unique index one_opening on posting (envelope_id) where kind = 'OPENING';
create index on posting (envelope_id, id);
create index on posting (call_id) where call_id is not null;
comment on table posting is 'Every entry of the ledger, append only: so many cents from one account of an envelope to another.';

create view ledger_line with (security_invoker = true) as
    select p.id as posting_id, p.envelope_id, k.from_account as account, -p.cents as cents
      from posting p join posting_kind k using (kind)
    union all
    select p.id, p.envelope_id, k.to_account, p.cents from posting p join posting_kind k using (kind);
comment on view ledger_line is 'Both lines of each entry.';

-- Balances follow what is posted, rows in the order of their ids, one lock each.
create function follow_postings() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into envelope_balance(envelope_id, sponsor, funder)
        select envelope_id, sponsor, funder from posted where kind = 'OPENING';
    perform from envelope_balance where envelope_id in (select p.envelope_id from posted p)
        order by envelope_id for no key update;
    if exists (select from posted p join posting_kind k using (kind) join envelope_balance b using (envelope_id)
                where k.needs_open and not b.open) then
        raise exception 'the envelope is closed' using errcode = 'check_violation', constraint = 'envelope_open';
    end if;
    update envelope_balance b
       set granted = b.granted + s.granted, available = b.available + s.available, committed = b.committed + s.committed,
           due = b.due + s.due, called = b.called + s.called, settled = b.settled + s.settled, credit = b.credit + s.credit
      from (select l.envelope_id,
                   coalesce(sum(l.cents) filter (where l.account = 'GRANTED'), 0) as granted,
                   coalesce(sum(l.cents) filter (where l.account = 'AVAILABLE'), 0) as available,
                   coalesce(sum(l.cents) filter (where l.account = 'COMMITTED'), 0) as committed,
                   coalesce(sum(l.cents) filter (where l.account = 'DUE'), 0) as due,
                   coalesce(sum(l.cents) filter (where l.account = 'CALLED'), 0) as called,
                   coalesce(sum(l.cents) filter (where l.account = 'SETTLED'), 0) as settled,
                   coalesce(sum(l.cents) filter (where l.account = 'CREDIT'), 0) as credit
              from (select p.envelope_id, k.from_account as account, -p.cents as cents
                      from posted p join posting_kind k using (kind)
                    union all
                    select p.envelope_id, k.to_account, p.cents from posted p join posting_kind k using (kind)) l
             group by l.envelope_id) s
     where b.envelope_id = s.envelope_id;
    return null;
end $$;
create trigger follow_postings after insert on posting referencing new table as posted
    for each statement execute function follow_postings();

-- A share moves one step at a time, from where it is; each step is posted once.
create function step_commitment() returns trigger language plpgsql as $$
begin
    new.previous_status := old.status;
    new.step := old.step + 1;
    return new;
end $$;
create trigger step_commitment before update on commitment for each row execute function step_commitment();

create function begin_commitment() returns trigger language plpgsql as $$
begin
    new.previous_status := 'NEW';
    new.step := 1;
    return new;
end $$;
create trigger begin_commitment before insert on commitment for each row execute function begin_commitment();

create function post_commitments() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into posting(kind, envelope_id, sponsor, funder, cents, subject_id, step, call_id, occurred_at)
        select m.kind, c.envelope_id, c.sponsor, c.funder, c.cents, c.subject_id, c.step,
               case when m.kind = 'CALL' then c.call_id end, c.occurred_at
          from moved c join commitment_step m on m.from_status = c.previous_status and m.to_status = c.status;
    return null;
end $$;
create trigger post_new_commitments after insert on commitment referencing new table as moved
    for each statement execute function post_commitments();
create trigger post_moved_commitments after update on commitment referencing new table as moved
    for each statement execute function post_commitments();
revoke all on function follow_postings() from public;
revoke all on function post_commitments() from public;

alter table envelope_balance enable row level security;
create policy party on envelope_balance for select to ${service}_api
    using (sponsor = (select caller_organisation()) or funder = (select caller_organisation()));
create policy sponsor on envelope_balance for update to ${service}_api
    using (sponsor = (select caller_organisation())) with check (sponsor = (select caller_organisation()));
create policy worker on envelope_balance to ${service}_worker using (true) with check (true);
grant select, update (open) on envelope_balance to ${service}_api, ${service}_worker;

alter table commitment enable row level security;
create policy party on commitment for select to ${service}_api
    using (sponsor = (select caller_organisation()) or funder = (select caller_organisation()));
create policy maker on commitment for insert to ${service}_api with check (sponsor = (select caller_organisation()));
create policy sponsor on commitment for update to ${service}_api
    using (sponsor = (select caller_organisation())) with check (sponsor = (select caller_organisation()));
create policy worker on commitment to ${service}_worker using (true) with check (true);
grant select, insert, update (status, department, call_id, occurred_at) on commitment to ${service}_api, ${service}_worker;

-- What follows no pack is posted by whoever decides it; a payment by either side.
alter table posting enable row level security;
create policy party on posting for select to ${service}_api
    using (sponsor = (select caller_organisation()) or funder = (select caller_organisation()));
create policy sponsor on posting for insert to ${service}_api
    with check (subject_id is null and kind in ('OPENING', 'RAISE', 'CUT', 'OFFSET', 'REFUND', 'SETTLEMENT')
        and sponsor = (select caller_organisation()));
create policy funder on posting for insert to ${service}_api
    with check (subject_id is null and kind = 'SETTLEMENT' and funder = (select caller_organisation()));
create policy worker on posting for select to ${service}_worker using (true);
grant select, insert on posting to ${service}_api;
grant select on posting to ${service}_worker;
grant select on posting_kind, commitment_step, ledger_line to ${service}_api, ${service}_worker;
