-- What is tried out in the test environment is kept as a message that is not sent.
alter table invitation_mail drop constraint invitation_mail_state_check;
alter table invitation_mail add constraint invitation_mail_state_check check (state in
    ('DUE', 'WAITING', 'SENDING', 'SENT', 'NO_ADDRESS', 'UNDELIVERABLE', 'UNCLEAR', 'WITHDRAWN', 'NOT_SENT'));
update invitation_mail m set state = 'NOT_SENT' from pack p
    where p.id = m.pack_id and p.env <> 'LIVE' and m.state in ('DUE', 'WAITING');
