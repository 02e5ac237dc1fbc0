-- Whose files are in the store: the mark that this database gave it last, which stands beside the files too.
create table file_store (
    only_one boolean primary key default true check (only_one),
    mark     uuid    not null,
    former   uuid
);
comment on column file_store.former is 'The mark of before, which still stands beside the files when a process ended between the two.';
alter table file_store enable row level security;
create policy worker on file_store to ${service}_worker using (true) with check (true);
grant select, insert, update on file_store to ${service}_worker;
