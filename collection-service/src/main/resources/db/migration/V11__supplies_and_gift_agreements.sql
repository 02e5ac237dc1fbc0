-- What an organisation bought: nobody offered it, and it is there at once.
insert into lot_move (from_status, to_status) values ('NEW', 'SUPPLIED'), ('SUPPLIED', 'SUPPLIED');
comment on column lot.donor is 'Whose reference the lot bears: its donor, or whoever bought it.';

-- That a lot is given and taken without charge: under the lot's id, seen by its donor and its recipient alone.
call create_aggregate('gift_agreement', $$
        lot uuid not null unique references lot (id)
    $$, array['NEW>SIGNED_BY_DONOR', 'NEW>SIGNED_BY_RECIPIENT', 'SIGNED_BY_DONOR>SIGNED', 'SIGNED_BY_RECIPIENT>SIGNED']);
