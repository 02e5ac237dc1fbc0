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
