-- Somebody is forgotten two years after the last contact (CNIL, délibération 2023-095): the last thing that was recorded of them, which is
-- a write of a request or of a pack of theirs, a message to them, or a look at the contact.
create view last_contact as
    select p.ref, p.kept_at, p.forgotten_at, p.env, r.programme_id, r.sponsor,
           greatest(p.kept_at, max(r.changed_at), max(k.changed_at), max(m.changed_at),
                    (select max(read_at) from person_reading where ref = p.ref)) as last_at
      from person p join request r on r.person_ref = p.ref left join pack k on k.request_id = r.id
      left join invitation_mail m on m.pack_id = k.id
     group by p.ref, p.kept_at, p.forgotten_at, p.env, r.programme_id, r.sponsor;
comment on view last_contact is 'People by their references, each with the last contact; for the worker and for the report.';
grant select on last_contact to ${service}_worker;

-- The report counts, and names nobody: a sponsor reads of its own programmes, whoever asks for all of every one.
create function people_kept(everybody boolean, soon timestamptz)
    returns table (programme_id uuid, code text, sponsor uuid, kept int, due int, forgotten int, oldest timestamptz)
    language sql stable security definer set search_path = public, pg_temp as $$
    select c.programme_id, p.code, c.sponsor,
           (count(*) filter (where c.forgotten_at is null))::int,
           (count(*) filter (where c.forgotten_at is null and c.last_at < people_kept.soon))::int,
           (count(*) filter (where c.forgotten_at is not null))::int,
           min(c.last_at) filter (where c.forgotten_at is null)
      from last_contact c join programme p on p.id = c.programme_id
     where c.env = caller_env() and (everybody or c.sponsor = caller_organisation())
     group by c.programme_id, p.code, c.sponsor
     order by c.programme_id
$$;
revoke all on function people_kept(boolean, timestamptz) from public;
grant execute on function people_kept(boolean, timestamptz) to ${service}_api;
