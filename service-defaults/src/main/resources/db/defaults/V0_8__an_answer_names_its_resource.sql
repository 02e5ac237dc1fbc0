-- The answer to a command names what it made or changed; status and address are the API's.
alter table idempotency_key add column resource uuid;
update idempotency_key set resource = substring(location from '[0-9a-f]{8}-[0-9a-f-]{27}$')::uuid where location is not null;
alter table idempotency_key drop column status, drop column location;
