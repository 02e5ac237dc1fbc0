-- When the bytes of a file were last compared with its row, and whether they were missing or others then.
create table file_check (
    file_id    uuid        primary key references file (id) on delete cascade,
    checked_at timestamptz not null,
    damaged    boolean     not null default false
);
create index on file_check (checked_at);
create index on file_check (file_id) where damaged;
alter table file_check enable row level security;
create policy worker on file_check to ${service}_worker using (true) with check (true);
grant select, insert, update on file_check to ${service}_worker;
