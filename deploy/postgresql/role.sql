-- Once per role of each database, as superuser; safe to repeat. The password is set apart and never in a file of the repository.
do $$
begin
    if not exists (select from pg_roles where rolname = '${role}') then
        create role ${role};
    end if;
end
$$;
alter role ${role} with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
revoke all on database ${database} from public;
grant connect on database ${database} to ${role};
grant connect on database ${database} to audit;
