-- What is done to a medium may come before the last step of its device, and not before the device was received.
alter table device add column received_at timestamptz;
comment on column device.received_at is 'When a workshop received it the last time; null before, and where its journal does not tell.';
update device d set received_at = received.at
  from (select stream_id, max(occurred_at) as at from event_journal
         where stream_type = 'device' and type = 'refurb.DeviceReceived.v1' group by stream_id) received
 where received.stream_id = d.id;

create function date_reception() returns trigger language plpgsql as $$
begin
    new.received_at := new.occurred_at;
    return new;
end $$;
create trigger date_reception before update on device for each row
    when (old.status = 'EXPECTED' and new.status = 'RECEIVED') execute function date_reception();

-- Evidence that names another drive than the medium it is assigned to says why.
alter table evidence add column matched_by text;
comment on column evidence.matched_by is 'Why it was assigned to a medium of another number than the drive''s.';
grant update (matched_by) on evidence to ${service}_api;

-- Which certificate an entry ends is what was signed, not what somebody wrote beside it. Null of what cannot be read any more.
create function signed_ends(jws text) returns uuid language plpgsql immutable as $$
declare
    part text := translate(split_part(jws, '.', 2), '-_', '+/');
    payload jsonb;
begin
    payload := convert_from(decode(rpad(part, (length(part) + 3) / 4 * 4, '='), 'base64'), 'UTF8')::jsonb;
    return coalesce(payload ->> 'revokes', payload ->> 'replaces')::uuid;
exception when others then
    return null;
end $$;
alter table certificate add column signed_ends uuid generated always as (signed_ends(jws)) stored;
comment on column certificate.signed_ends is 'The certificate that it ends, as its signed bytes say it.';
create index on certificate (signed_ends) where signed_ends is not null;

create or replace function certificate_and_neighbours(asked uuid)
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
        select 'ENDS_IT', o.id, o.number, o.level, o.jws from certificate o
         where o.signed_ends = c.id or o.ends = c.id) as near
     where c.id = asked
$$;
