alter table workshop add column series_id uuid;
comment on column workshop.series_id is 'The series that it was scheduled in; null when it was scheduled by itself.';
create index on workshop (series_id) where series_id is not null;
