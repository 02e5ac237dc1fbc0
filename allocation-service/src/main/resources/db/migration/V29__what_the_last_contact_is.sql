-- The last contact is what the person or the referrer last did: asking, answering criteria, booking a day, coming for a pack or back with
-- it, withdrawing, having the contact put right or asking for the file. Whoever else looks at the contact, writes to the person or decides is
-- none. Who waits in a programme that is running is not due before it is over. Of a programme that is not closed, every version of its state
-- says its last day at the same place.
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
           select (v.verdict ->> 'checkedAt')::timestamptz
             from jsonb_array_elements(r.state::jsonb #> '{attributes,eligibility,verdicts}') v(verdict)
            where v.verdict ->> 'statedBy' = r.referrer::text) done on true
     group by p.ref, p.kept_at, p.forgotten_at, p.env, r.programme_id, r.sponsor;
comment on view last_contact is
    'People by their references, each with the last contact, and until when a request waits in a running programme; for the worker and for the report.';

-- Who is due by a day two years after that one. The release before asks the same way.
create or replace function people_kept(everybody boolean, soon timestamptz)
    returns table (programme_id uuid, code text, sponsor uuid, kept int, due int, forgotten int, oldest timestamptz)
    language sql stable security definer set search_path = public, pg_temp as $$
    select c.programme_id, p.code, c.sponsor,
           (count(*) filter (where c.forgotten_at is null))::int,
           (count(*) filter (where c.forgotten_at is null and c.last_at < people_kept.soon
                and (c.waits_until is null
                     or c.waits_until < (people_kept.soon at time zone 'Europe/Paris' + interval '2 years')::date)))::int,
           (count(*) filter (where c.forgotten_at is not null))::int,
           min(c.last_at) filter (where c.forgotten_at is null)
      from last_contact c join programme p on p.id = c.programme_id
     where c.env = caller_env() and (everybody or c.sponsor = caller_organisation())
     group by c.programme_id, p.code, c.sponsor
     order by c.programme_id
$$;
