-- Operators and landlords offer lines by which people get on the Internet. A line is asked for whoever a request is for; nothing here says
-- who that is. How many of an offer's are taken follows the lines by triggers of the owner's, in one narrow row that no role of the service
-- may write: a line that is asked for, active or over takes one, any other none, so that each is given back once.
call create_aggregate('connectivity_offer', $$
        code           text not null unique,
        provider       uuid not null,
        lines          int  not null check (lines > 0),
        partner_ref    text,
        reference_form text,
        unique (provider, env, partner_ref)
    $$, array['NEW>OPEN', 'OPEN>OPEN', 'OPEN>CLOSED']);
call index_readers('connectivity_offer');
create index on connectivity_offer (reference_form) where reference_form is not null;

create table connectivity_stock (
    offer_id uuid    primary key references connectivity_offer (id),
    lines    int     not null,
    taken    int     not null default 0,
    open     boolean not null default true,
    constraint no_more_lines_taken_than_there_are check (taken between 0 and lines)
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
comment on table connectivity_stock is 'How many lines an offer has, and how many of them are taken.';

call create_aggregate('connectivity_line', $$
        code       text not null unique,
        offer_id   uuid not null references connectivity_offer (id),
        request_id uuid not null references request (id)
    $$, array['NEW>REQUESTED', 'REQUESTED>ACTIVE', 'REQUESTED>REFUSED', 'REQUESTED>FAILED', 'REQUESTED>CANCELLED',
              'FAILED>REQUESTED', 'FAILED>CANCELLED', 'ACTIVE>ENDED']);
call index_readers('connectivity_line');
create unique index one_line_a_request on connectivity_line (request_id) where status in ('REQUESTED', 'ACTIVE', 'FAILED');
create index on connectivity_line (request_id, id);
create index on connectivity_line (offer_id, id);

-- What is no longer as the command read it fails like a statement that changes fewer rows than it must (22012): the command is tried again,
-- and then refused with what lacks.
create function keep_connectivity_stock() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'INSERT' then
        insert into connectivity_stock(offer_id, lines) values (new.id, new.lines);
    else
        update connectivity_stock s set lines = new.lines, open = (new.status = 'OPEN')
         where s.offer_id = new.id and s.taken <= new.lines;
        if not found then
            raise exception 'more lines of offer % are taken', new.id using errcode = '22012';
        end if;
    end if;
    return null;
end $$;
create trigger keep_connectivity_stock after insert or update on connectivity_offer
    for each row execute function keep_connectivity_stock();
revoke all on function keep_connectivity_stock() from public;

create function takes_connectivity_line(status text) returns int language sql immutable as $$
    select (status in ('REQUESTED', 'ACTIVE', 'ENDED'))::int
$$;

create function follow_connectivity_line() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    more int := takes_connectivity_line(new.status);
begin
    if tg_op = 'UPDATE' then
        more := more - takes_connectivity_line(old.status);
    end if;
    if more <> 0 then
        update connectivity_stock s set taken = s.taken + more
         where s.offer_id = new.offer_id and s.taken + more between 0 and s.lines and (tg_op = 'UPDATE' or s.open);
        if not found then
            raise exception 'no line of offer % is left', new.offer_id using errcode = '22012';
        end if;
    end if;
    return null;
end $$;
create trigger follow_connectivity_line after insert or update on connectivity_line
    for each row execute function follow_connectivity_line();
revoke all on function follow_connectivity_line() from public;

-- Whoever sees an offer, or a line of it, sees how many of its lines are taken.
alter table connectivity_stock enable row level security;
create policy party on connectivity_stock for select to ${service}_api
    using (exists (select from connectivity_offer o where o.id = offer_id)
        or exists (select from connectivity_line l where l.offer_id = connectivity_stock.offer_id));
create policy worker on connectivity_stock for select to ${service}_worker using (true);
grant select on connectivity_stock to ${service}_api, ${service}_worker;

-- Whoever asks for a line keeps its request as it is until the transaction ends: it is neither withdrawn nor declined meanwhile.
create function hold_request(wanted uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from request r where r.id = wanted and r.readers @> array[caller_organisation()] and r.env = caller_env() for share;
    return found;
end $$;
revoke all on function hold_request(uuid) from public;
grant execute on function hold_request(uuid) to ${service}_api;

-- To ask for a line, or for one anew, is a contact as well.
create or replace view last_contact as
    select p.ref, p.kept_at, p.forgotten_at, p.env, r.programme_id, r.sponsor,
           greatest(p.kept_at, max(done.at), (select max(read_at) from person_reading
                                               where ref = p.ref and purpose in ('CORRECT', 'ACCESS_REQUEST'))) as last_at,
           max((g.state::jsonb #>> '{attributes,until}')::date)
               filter (where r.status in ('SUBMITTED', 'BACK_ORDERED') and g.status in ('OPEN', 'SUSPENDED')) as waits_until
      from person p join request r on r.person_ref = p.ref join programme g on g.id = r.programme_id
      left join lateral (
           select j.recorded_at as at from event_journal j
            where j.stream_type = 'request' and j.stream_id = r.id and j.type = 'allocation.RequestWithdrawn.v1'
            union all
           select j.recorded_at from pack k join event_journal j on j.stream_type = 'pack' and j.stream_id = k.id
            where k.request_id = r.id
              and j.type in ('allocation.PackDelivered.v1', 'allocation.PackSold.v1', 'allocation.PackReturned.v1')
            union all
           select j.recorded_at from pack k join appointment a on a.pack_id = k.id
             join event_journal j on j.stream_type = 'appointment' and j.stream_id = a.id
            where k.request_id = r.id and j.type in ('allocation.AppointmentMade.v1', 'allocation.AppointmentMoved.v1',
                                                     'allocation.AppointmentCancelled.v1')
            union all
           select j.recorded_at from connectivity_line l join event_journal j on j.stream_type = 'line' and j.stream_id = l.id
            where l.request_id = r.id
              and j.type in ('allocation.ConnectivityLineRequested.v1', 'allocation.ConnectivityLineRetried.v1')
            union all
           select (v.verdict ->> 'checkedAt')::timestamptz
             from jsonb_array_elements(r.state::jsonb #> '{attributes,eligibility,verdicts}') v(verdict)
            where v.verdict ->> 'statedBy' = r.referrer::text) done on true
     group by p.ref, p.kept_at, p.forgotten_at, p.env, r.programme_id, r.sponsor;
