-- The slip of a pallet that has left may come as a document, from the workshop or the eco-organism.
insert into pallet_move (from_status, to_status)
values ('DEPARTED', 'DEPARTED'), ('RECEIVED', 'RECEIVED'), ('TREATED', 'TREATED');
update pallet set owners = readers where status in ('RECEIVED', 'TREATED');
