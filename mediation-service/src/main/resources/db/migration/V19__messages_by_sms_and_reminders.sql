-- Messages go by SMS to whoever has no e-mail address, and the provider says what became of them. What a process of the former release sends
-- meanwhile goes by e-mail, as the default says.
alter table booking_mail
    add column channel   text not null default 'EMAIL' check (channel in ('EMAIL', 'SMS')),
    add column reference text,
    add column asked_at  timestamptz;
comment on column booking_mail.reference is 'The SMS provider''s of a message that it has taken.';
comment on column booking_mail.asked_at is 'When the SMS provider was last asked what became of it.';
create index on booking_mail (changed_at) where state = 'SENT' and channel = 'SMS';

-- Whoever has a seat is reminded of it, once for each time at which the workshop was to begin.
alter table booking_mail drop constraint booking_mail_occasion_check;
alter table booking_mail add constraint booking_mail_occasion_check check (occasion in
    ('OFFERED', 'RESCHEDULED', 'CANCELLED', 'REMINDED'));
create table workshop_reminder (
    workshop_id uuid        not null references workshop (id),
    starts_at   timestamptz not null,
    primary key (workshop_id, starts_at)
);
create index on workshop_reminder (starts_at);
comment on table workshop_reminder is 'Of which beginnings of workshops those who have a seat were reminded; kept until a week after.';
alter table workshop_reminder enable row level security;
create policy worker on workshop_reminder to ${service}_worker using (true) with check (true);
grant select, insert, delete on workshop_reminder to ${service}_worker;
