-- Inside each database, for each role that does not own it.
grant usage on schema public to ${role};
