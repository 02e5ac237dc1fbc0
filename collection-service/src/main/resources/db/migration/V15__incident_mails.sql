-- At which mailbox an organisation hears of devices that disappear with possible data on them; the address is sealed like sites'.
create table incident_mailbox (
    organisation uuid        not null,
    env          text        not null,
    ref          uuid        not null,
    sealed       bytea       not null,
    changed_at   timestamptz not null,
    primary key (organisation, env)
);
comment on table incident_mailbox is 'The functional mailbox at which each organisation hears of incidents, sealed.';
alter table incident_mailbox enable row level security;
create policy own on incident_mailbox to ${service}_api
    using (organisation = (select caller_organisation()) and env = (select caller_env()))
    with check (organisation = (select caller_organisation()) and env = (select caller_env()));
create policy worker on incident_mailbox to ${service}_worker using (true) with check (true);
grant select, insert, update, delete on incident_mailbox to ${service}_api;
grant select on incident_mailbox to ${service}_worker;
alter table incident_mailbox alter column sealed set statistics 0;

create table incident_mail (
    id          uuid        primary key,
    device      uuid        not null references device (id),
    donor       uuid        not null,
    env         text        not null,
    occasion    text        not null check (occasion in ('LOST', 'FOUND')),
    reported_by text        not null,
    reason      text        not null,
    occurred_at timestamptz not null,
    state       text        not null check (state in
        ('DUE', 'WAITING', 'SENDING', 'SENT', 'NO_ADDRESS', 'UNDELIVERABLE', 'UNCLEAR', 'WITHDRAWN', 'NOT_SENT')),
    attempts    int         not null default 0,
    changed_at  timestamptz not null,
    fault       text
);
comment on table incident_mail is 'How far each donor has been told of an incident by e-mail. What was accepted once is never sent again.';
create index on incident_mail (id) where state in ('DUE', 'SENDING');
create index on incident_mail (donor, id);
create index on incident_mail (device);
alter table incident_mail enable row level security;
create policy donor on incident_mail for select to ${service}_api
    using (donor = (select caller_organisation()) and env = (select caller_env()));
create policy reporter on incident_mail for insert to ${service}_api
    with check (env = (select caller_env()) and exists (select from device d where d.id = incident_mail.device));
create policy worker on incident_mail to ${service}_worker using (true) with check (true);
grant select, insert on incident_mail to ${service}_api;
grant select, insert, update on incident_mail to ${service}_worker;
