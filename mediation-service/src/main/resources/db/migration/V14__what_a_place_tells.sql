-- A place is published when its manager says so: then everybody may read it, with its workshops and tours. Of the sandbox nothing is.
alter table place add column published boolean not null default false;
comment on column place.published is 'Whether everybody may read what it tells of itself.';
