-- A pack that did not come back after all gives its link back, which is as good as it was.
insert into invitation_move values ('WITHDRAWN', 'ISSUED'), ('WITHDRAWN', 'ACCEPTED');
