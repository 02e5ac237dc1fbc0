-- The counters are of reuse: a device that was bought new is in none of them, and its passport says why.
alter table device add column bought_new boolean not null default false;
comment on column device.bought_new is 'Whether it was bought new.';
