-- The doors for calendars that are followed without a token: published places, also when they are closed, with the workshops and tours that
-- are cancelled, so that whoever follows them learns it; nothing of the sandbox.
create function calendar_places(asked uuid[]) returns setof place
    language sql stable security definer set search_path = public, pg_temp as $$
    select p.* from place p where p.id = any(asked) and p.published and p.env = 'LIVE'
$$;
revoke all on function calendar_places(uuid[]) from public;
grant execute on function calendar_places(uuid[]) to ${service}_api;

create function calendar_workshops(at_place uuid, at_stops uuid[], in_commune text, since timestamptz) returns setof workshop
    language sql stable security definer set search_path = public, pg_temp as $$
    select w.* from workshop w join place p on p.id = w.place_id
     where p.published and p.env = 'LIVE' and w.env = 'LIVE' and w.starts_at >= since
       and (w.place_id = at_place or w.stop_id = any(at_stops) or w.state::jsonb #>> '{attributes,territory,commune}' = in_commune)
     order by w.starts_at, w.id limit 5000
$$;
revoke all on function calendar_workshops(uuid, uuid[], text, timestamptz) from public;
grant execute on function calendar_workshops(uuid, uuid[], text, timestamptz) to ${service}_api;
create index on workshop ((state::jsonb #>> '{attributes,territory,commune}'), starts_at);

create function calendar_tours(asked uuid, of_place uuid, in_commune text, since timestamptz) returns setof tour
    language sql stable security definer set search_path = public, pg_temp as $$
    select t.* from tour t join place p on p.id = t.place_id
     where p.published and p.env = 'LIVE' and t.env = 'LIVE' and t.starts_at >= since
       and (t.id = asked or t.place_id = of_place or exists (
           select from jsonb_array_elements(t.state::jsonb -> 'stops') stop where stop #>> '{territory,commune}' = in_commune))
     order by t.starts_at, t.id limit 5000
$$;
revoke all on function calendar_tours(uuid, uuid, text, timestamptz) from public;
grant execute on function calendar_tours(uuid, uuid, text, timestamptz) to ${service}_api;
