-- Once per database that the audit compares, as superuser; safe to repeat.
grant connect on database ${database} to audit;
