-- Once per role of each database, as superuser; safe to repeat. The password is set apart and never in a file of the repository.
do $$
begin
    if not exists (select from pg_roles where rolname = '${role}') then
        create role ${role};
    end if;
end
$$;
alter role ${role} with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
-- A client that vanished without a word holds its locks no longer than this; an owner's may be thinking over a migration.
do $$
begin
    execute format('alter role ${role} set idle_in_transaction_session_timeout = %L',
        case when '${role}' like '%owner' then '10min' else '30s' end);
end
$$;
alter role ${role} set tcp_keepalives_idle = 5;
alter role ${role} set tcp_keepalives_interval = 5;
alter role ${role} set tcp_keepalives_count = 3;
alter role ${role} set tcp_user_timeout = '20s';
revoke all on database ${database} from public;
grant connect on database ${database} to ${role};
