-- Scrapped devices on their way to an eco-organism; each device says the same as its pallet.
call create_aggregate('pallet', $$
        code           text not null unique,
        workshop       uuid not null,
        partner_ref    text,
        reference_form text,
        slip_form      text,
        unique (workshop, env, partner_ref)
    $$, array['NEW>OPEN', 'OPEN>OPEN', 'OPEN>CANCELLED', 'OPEN>DEPARTED', 'DEPARTED>OPEN', 'DEPARTED>RECEIVED',
              'RECEIVED>TREATED']);
create index on pallet (reference_form) where reference_form is not null;
create index on pallet (slip_form) where slip_form is not null;
call index_readers('pallet');

insert into device_move (from_status, to_status)
select split_part(move, '>', 1), split_part(move, '>', 2)
from unnest(array['SCRAPPED>PALLETISED', 'PALLETISED>SCRAPPED', 'PALLETISED>LOST', 'LOST>SCRAPPED', 'PALLETISED>RELEASED',
                  'PALLETISED>WITH_ECO_ORGANISM', 'WITH_ECO_ORGANISM>TREATED']) as moves(move);
