-- A workshop comes to a place that stays open until this is committed, whoever closes it at that moment. The place is its
-- manager's alone to change, and so to lock; whoever may hold workshops there asks for it here.
create function keep_open(asked uuid) returns setof int language sql security definer set search_path = public, pg_temp as $$
    select 1 from place
     where id = asked and status = 'OPEN' and env = caller_env() and readers @> array[caller_organisation()]
       for share
$$;
revoke all on function keep_open(uuid) from public;
grant execute on function keep_open(uuid) to ${service}_api;
