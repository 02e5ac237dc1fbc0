-- More than one message may be about an invitation: that its seat was cancelled, or rescheduled. The first has its id.
alter table invitation_mail add column message_id uuid;
update invitation_mail set message_id = invitation_id;
alter table invitation_mail alter column message_id set not null, drop constraint invitation_mail_pkey,
    add primary key (message_id);
create index on invitation_mail (invitation_id);

-- Processes of the former release that still run beside know of no message but the first.
create function name_first_message() returns trigger language plpgsql as $$
begin
    new.message_id := new.invitation_id;
    return new;
end $$;
create trigger name_first_message before insert on invitation_mail
    for each row when (new.message_id is null) execute function name_first_message();

alter table invitation_mail
    add column occasion    text not null default 'INVITED' check (occasion in ('INVITED', 'REOPENED', 'RESCHEDULED')),
    add column title       text,
    add column place_name  text,
    add column starts_at   timestamptz,
    add column outdated    boolean not null default false;
comment on table invitation_mail is
    'How far each message about an invitation has come by e-mail. What was accepted once is never sent again.';
comment on column invitation_mail.outdated is
    'Whether something newer is told, or what it says is no longer true: it is not tried again.';
