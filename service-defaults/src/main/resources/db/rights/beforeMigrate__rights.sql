-- Before each migration, in each database, as its owner, who need be no superuser; safe to repeat. Its roles are named after it
-- and are there already: <name>_owner, who is asking, <name>_api and <name>_worker. The audit reads those that have a worker.
-- Grants on tables belong to the migrations.
do $$
declare
    name text := regexp_replace(current_user, '_owner$', '');
    role text;
begin
    -- Of two that change the same rights at a time one would fail.
    perform pg_advisory_xact_lock(hashtext('rights of ' || current_database()));
    execute format('revoke all on database %I from public', current_database());
    revoke all on schema public from public;
    foreach role in array array [name || '_api', name || '_worker'] loop
        if exists (select from pg_roles where rolname = role) then
            execute format('grant connect on database %I to %I', current_database(), role);
            execute format('grant usage on schema public to %I', role);
        end if;
    end loop;
    if exists (select from pg_roles where rolname = 'audit') then
        execute format('revoke all on database %I from audit', current_database());
        if exists (select from pg_roles where rolname = name || '_worker') then
            execute format('grant connect on database %I to audit', current_database());
        end if;
    end if;
    -- A client that vanished without a word holds its locks no longer than this; an owner may be thinking over a migration.
    execute format('alter database %I set idle_in_transaction_session_timeout = %L', current_database(), '30s');
    execute format('alter role %I set idle_in_transaction_session_timeout = %L', current_user, '10min');
    execute format('alter database %I set tcp_keepalives_idle = 5', current_database());
    execute format('alter database %I set tcp_keepalives_interval = 5', current_database());
    execute format('alter database %I set tcp_keepalives_count = 3', current_database());
    execute format('alter database %I set tcp_user_timeout = %L', current_database(), '20s');
end
$$;
