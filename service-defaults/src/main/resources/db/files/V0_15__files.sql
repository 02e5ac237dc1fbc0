-- What is known of each file that somebody sent; its bytes are in the file store, under
-- their SHA-256 and its id. A row is never changed, and goes when it ends; its bytes go after it.
create table file (
    id          uuid        primary key,
    owner       uuid        not null,
    readers     uuid[]      not null,
    env         text        not null,
    about_type  text        not null,
    about_id    uuid        not null,
    retention   text        not null,
    sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    bytes       bigint      not null check (bytes > 0),
    media_type  text        not null,
    occurred_at timestamptz not null,
    created_at  timestamptz not null,
    ends_at     timestamptz not null
);
comment on column file.readers is 'Who saw what the file is about when it was sent; whoever sees that later does not see the file.';
create index on file (about_id, id);
create index on file (ends_at);
alter table file enable row level security;
create policy reader on file for select to ${service}_api
    using (readers @> array[(select caller_organisation())] and env = (select caller_env()));
create policy maker on file for insert to ${service}_api
    with check (owner = (select caller_organisation()) and readers @> array[(select caller_organisation())] and env = (select caller_env()));
create policy worker on file to ${service}_worker using (true) with check (true);
grant select, insert on file to ${service}_api;
grant select, delete on file to ${service}_worker;
