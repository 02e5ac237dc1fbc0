-- Once per database that the audit has no business in, as superuser; safe to repeat. It may read whatever it can connect to.
revoke all on database ${database} from public, audit;
