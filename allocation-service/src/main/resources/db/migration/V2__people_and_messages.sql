-- Somebody who is forgotten leaves nothing but the reference.
call make_aggregate('forgotten_person', $$ sponsor uuid not null $$, array['NEW>FORGOTTEN']);

create table likeness (
    request_id      uuid not null references request (id),
    sponsor         uuid not null,
    referrer        uuid not null,
    programme_group text not null,
    mark            text not null,
    primary key (request_id, mark)
);
create index on likeness (sponsor, programme_group, mark);
comment on table likeness is 'Marks that two requests of a group may have in common: the same household or not, a human looks.';
alter table likeness enable row level security;
create policy sponsor on likeness to ${service}_api
    using (sponsor = (select caller_organisation())) with check (referrer = (select caller_organisation()));
create policy worker on likeness to ${service}_worker using (true) with check (true);
grant select, insert, delete on likeness to ${service}_api, ${service}_worker;

create table invitation_mail (
    invitation_id uuid primary key,
    pack_id       uuid not null references pack (id),
    sponsor       uuid not null,
    state         text not null check (state in
        ('DUE', 'WAITING', 'SENDING', 'SENT', 'NO_ADDRESS', 'UNDELIVERABLE', 'UNCLEAR', 'WITHDRAWN')),
    attempts      int  not null default 0,
    changed_at    timestamptz not null,
    fault         text
);
create index on invitation_mail (changed_at) where state in ('DUE', 'SENDING');
create index on invitation_mail (pack_id);
comment on table invitation_mail is 'How far each invitation has come by e-mail. What was accepted once is never sent again.';
alter table invitation_mail enable row level security;
create policy sponsor on invitation_mail for select to ${service}_api using (sponsor = (select caller_organisation()));
create policy worker on invitation_mail to ${service}_worker using (true) with check (true);
grant select on invitation_mail to ${service}_api;
grant select, insert, update on invitation_mail to ${service}_worker;
