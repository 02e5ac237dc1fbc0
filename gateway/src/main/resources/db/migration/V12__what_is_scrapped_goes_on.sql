-- What is scrapped goes on a pallet to an eco-organism; whoever scans its label is told the same as before.
create or replace function device_behind(asked text)
    returns table (env text, stage text, category text, event_id uuid, type text, detail text)
    language sql stable security definer set search_path = public, pg_temp as $$
    select d.env, d.stage, d.category, e.event_id, e.type, e.detail
    from device d
    left join device_event e on e.device_id = d.id
        and d.stage not in ('LOST', 'SCRAPPED', 'PALLETISED', 'WITH_ECO_ORGANISM', 'TREATED')
    where d.code = asked
      and d.stage in ('READY', 'DISPATCHED', 'STOCKED', 'RESERVED', 'DELIVERED', 'SOLD', 'LOST', 'SCRAPPED', 'PALLETISED',
                      'WITH_ECO_ORGANISM', 'TREATED')
    order by d.id, e.epoch, e.sequence
$$;
