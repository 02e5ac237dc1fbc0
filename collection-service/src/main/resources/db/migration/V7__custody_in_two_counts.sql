-- A whole lot goes from hand to hand: whoever gives it counts, and so does whoever takes it.
insert into lot_move (from_status, to_status) values
    ('PICKUP_BOOKED', 'HANDED_OVER'),
    ('HANDED_OVER', 'TAKEN_OVER'),
    ('HANDED_OVER', 'WITHDRAWN'),
    ('TAKEN_OVER', 'TAKEN_OVER'),
    ('TAKEN_OVER', 'DELIVERED'),
    ('COLLECTED', 'DELIVERED'),
    ('DELIVERED', 'DELIVERED'),
    ('DELIVERED', 'RECEIVED'),
    ('RECEIVED', 'RECEIVED');

-- Few lots are disputed at a time; the others cost their writers no entry in this index.
alter table lot add column dispute text check (dispute = 'OPEN');
comment on column lot.dispute is 'OPEN while the counts of the lot''s parties differ.';
create index on lot (dispute) where dispute is not null;
