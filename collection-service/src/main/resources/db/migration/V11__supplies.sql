-- What an organisation bought: nobody offered it, and it is there at once.
insert into lot_move (from_status, to_status) values ('NEW', 'SUPPLIED'), ('SUPPLIED', 'SUPPLIED');
comment on column lot.donor is 'Whose reference the lot bears: its donor, or whoever bought it.';
