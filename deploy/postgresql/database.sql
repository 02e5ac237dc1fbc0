-- Inside each database, as superuser; safe to repeat. Grants on tables belong to the migrations of the owner.
alter database ${database} owner to ${database}_owner;
alter schema public owner to ${database}_owner;
revoke all on schema public from public;
