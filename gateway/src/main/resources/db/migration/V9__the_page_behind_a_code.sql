-- The one door for whoever scans a label, without a token: what the page of a device is made of, once the device is ready and as long as
-- it is not in a workshop again. Of one that is lost or scrapped it says that alone; of any other as little as of a code that is none.
create index device_code on device (code) where code is not null;

create function device_behind(asked text)
    returns table (env text, stage text, category text, event_id uuid, type text, detail text)
    language sql stable security definer set search_path = public, pg_temp as $$
    select d.env, d.stage, d.category, e.event_id, e.type, e.detail
    from device d
    left join device_event e on e.device_id = d.id and d.stage not in ('LOST', 'SCRAPPED')
    where d.code = asked
      and d.stage in ('READY', 'DISPATCHED', 'STOCKED', 'RESERVED', 'DELIVERED', 'SOLD', 'LOST', 'SCRAPPED')
    order by d.id, e.epoch, e.sequence
$$;
revoke all on function device_behind(text) from public;
grant execute on function device_behind(text) to ${service}_api;
