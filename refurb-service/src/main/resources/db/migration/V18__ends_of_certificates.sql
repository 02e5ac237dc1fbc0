-- What ends a certificate, for whoever may read that: the certificate of a medium that was fitted elsewhere is replaced by one of a device
-- that the former one's donor may not see. It tells what anybody who checks the certificate is told.
create function certificate_end(asked uuid) returns table (id uuid, level text)
    language sql stable security definer set search_path = public, pg_temp as $$
    select e.id, e.level from certificate e where e.signed_ends = asked
$$;
revoke all on function certificate_end(uuid) from public;
grant execute on function certificate_end(uuid) to ${service}_api, ${service}_worker;
