-- Somebody may want no messages; what is due to them is then sent to nobody.
alter table person add column messages_refused_at timestamptz;
comment on column person.messages_refused_at is 'Since when the person wants no messages; null when they are wanted.';
