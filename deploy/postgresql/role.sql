-- Once per role of each database, by an administrator who may create roles and databases and need be no superuser; safe to
-- repeat. The password is set apart and never in a file of the repository.
set createrole_self_grant = 'set'; -- to make a database that is another's, one must be able to become him
do $$
begin
    if not exists (select from pg_roles where rolname = '${role}') then
        create role ${role} with login;
    end if;
    -- What somebody gave it beyond that is taken back; only a role that has an attribute may take it from another.
    if exists (select from pg_roles where rolname = '${role}'
        and (not rolcanlogin or rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls)) then
        alter role ${role} with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
    end if;
end
$$;
