alter table target add column set_by text;
comment on column target.set_by is 'The operator who set it; null for what was there from the beginning.';
grant insert on target to ${service}_worker;
