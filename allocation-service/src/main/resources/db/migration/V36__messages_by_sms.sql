-- Messages go by SMS to whoever has no e-mail address, and the provider says what became of them. What a process of the former release sends
-- meanwhile goes by e-mail, as the default says.
alter table invitation_mail drop constraint invitation_mail_state_check;
alter table invitation_mail add constraint invitation_mail_state_check check (state in
    ('DUE', 'WAITING', 'SENDING', 'SENT', 'DELIVERED', 'NOT_DELIVERED', 'NO_ADDRESS', 'OPTED_OUT', 'UNDELIVERABLE', 'UNCLEAR',
     'WITHDRAWN', 'NOT_SENT'));
alter table invitation_mail
    add column channel   text not null default 'EMAIL' check (channel in ('EMAIL', 'SMS')),
    add column reference text,
    add column asked_at  timestamptz;
comment on column invitation_mail.reference is 'The SMS provider''s of a message that it has taken.';
comment on column invitation_mail.asked_at is 'When the SMS provider was last asked what became of it.';
create index on invitation_mail (changed_at) where state = 'SENT' and channel = 'SMS';
