-- What is scrapped may give up a medium that is erased.
insert into device_move (from_status, to_status) values ('SCRAPPED', 'SCRAPPED');

-- Whether certificates were issued up to the last event of a device that tells of its media: whoever has locked the device reads what
-- stands. The journal itself is read by no caller.
create function certificates_are_issued(asked uuid, told text[]) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
    select not exists (select from event_journal e, certificate_checkpoint c
                        where e.stream_type = 'device' and e.stream_id = asked and e.type = any(told)
                          and e.id > c.journal_id)
$$;
revoke all on function certificates_are_issued(uuid, text[]) from public;
grant execute on function certificates_are_issued(uuid, text[]) to ${service}_api;
