-- A reservation for somebody who was forgotten meanwhile ends; there is nobody whose request could wait again.
insert into request_move values ('MET', 'WITHDRAWN');
