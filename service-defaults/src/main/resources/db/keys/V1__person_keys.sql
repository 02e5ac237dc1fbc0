create table person_key (
    ref     uuid        primary key,
    wrapped bytea       not null,
    made_at timestamptz not null default now()
);
comment on table person_key is 'The key that opens a person''s contact, itself sealed. Deleting the row forgets the person.';
grant select, insert, delete on person_key to ${user};
