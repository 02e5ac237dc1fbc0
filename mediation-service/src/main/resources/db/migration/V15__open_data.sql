-- The doors for callers without a token: whoever reads learns what is published, and nothing of the sandbox.
create function published_places() returns setof place
    language sql stable security definer set search_path = public, pg_temp as $$
    select p.* from place p where p.published and p.status = 'OPEN' and p.env = 'LIVE' order by p.id limit 20000
$$;
revoke all on function published_places() from public;
grant execute on function published_places() to ${service}_api;
create index on place (id) where published;

create function published_tours(since timestamptz) returns setof tour
    language sql stable security definer set search_path = public, pg_temp as $$
    select t.* from tour t join place p on p.id = t.place_id
     where p.published and p.status = 'OPEN' and p.env = 'LIVE' and t.env = 'LIVE' and t.status = 'PLANNED' and t.starts_at >= since
     order by t.starts_at, t.id limit 20000
$$;
revoke all on function published_tours(timestamptz) from public;
grant execute on function published_tours(timestamptz) to ${service}_api;
