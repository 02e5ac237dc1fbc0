-- Whoever a booking is for is told by e-mail what becomes of it, where the contact is known. A mail names the booking alone: whom it
-- is for and what it says are read when it is sent. Callers see none of it.
create table booking_mail (
    id         uuid primary key,
    booking_id uuid        not null references booking (id),
    occasion   text        not null check (occasion in ('OFFERED', 'RESCHEDULED', 'CANCELLED')),
    env        text        not null,
    state      text        not null,
    attempts   int         not null default 0,
    fault      text,
    changed_at timestamptz not null
);
create index on booking_mail (state, changed_at);
create index on booking_mail (booking_id);
comment on table booking_mail is 'How far each mail to whoever a booking is for has come.';
alter table booking_mail enable row level security;
create policy worker on booking_mail to ${service}_worker using (true) with check (true);
grant select, insert, update on booking_mail to ${service}_worker;
