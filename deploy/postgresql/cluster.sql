-- Once per cluster, by whoever may give these attributes: a superuser, or an operator's declaration of the role; safe to repeat.
do $$
begin
    if not exists (select from pg_roles where rolname = 'audit') then
        create role audit;
    end if;
end
$$;
alter role audit with login bypassrls nosuperuser nocreatedb nocreaterole noreplication connection limit 20;
alter role audit set default_transaction_read_only = on;
grant pg_read_all_data to audit;
-- Nobody has any business in these.
revoke all on database postgres from public, audit;
revoke all on database template1 from public, audit;
