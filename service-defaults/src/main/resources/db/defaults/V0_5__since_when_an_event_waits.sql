-- In real time, whatever the business clock says: how long Kafka has been missing an event is an alarm.
alter table outbox add column waiting_since timestamptz not null default now();
