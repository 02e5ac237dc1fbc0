-- Every look for whom to remind asks for the workshops of a day, in all departments.
create index on workshop (starts_at) where status = 'SCHEDULED';
