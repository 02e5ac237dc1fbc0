-- A device that does not come back after all is away as before.
insert into device_move values ('EXPECTED', 'RELEASED');
