-- A device that is swapped out of a pack for a fault stands in stock for nobody until it is stated sound.
insert into device_move values ('RESERVED', 'FAULTY'), ('FAULTY', 'STOCKED'), ('FAULTY', 'LOST'), ('LOST', 'FAULTY'),
    ('FAULTY', 'HANDED_BACK');
