-- A place that is open has another name, or other hosts.
insert into place_move values ('OPEN', 'OPEN');

-- A workshop comes to a place that stays open and as it was read until this is committed, so that it bears the name that the
-- place has. keep_open(uuid) stays for the release before, which may run beside this one; the next one drops it.
create function keep_open(asked uuid, read_version bigint) returns setof int
    language sql security definer set search_path = public, pg_temp as $$
    select 1 from place
     where id = asked and version = read_version and status = 'OPEN' and env = caller_env()
       and readers @> array[caller_organisation()]
       for share
$$;
revoke all on function keep_open(uuid, bigint) from public;
grant execute on function keep_open(uuid, bigint) to ${service}_api;
