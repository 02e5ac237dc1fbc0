-- A programme may divide its quota into shares, each for some alone; what they leave is a row as well, without a label. One is taken of
-- the share first and of the quota last, in every transaction. A programme without shares has no row.
create table programme_share (
    programme_id uuid not null references programme (id),
    sponsor      uuid not null,
    label        text not null,
    count        int  not null,
    taken        int  not null default 0,
    primary key (programme_id, label),
    check (taken between 0 and count)
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
comment on table programme_share is 'How many packs of each share of a programme are reserved or gone.';
comment on column programme_share.label is 'Its name within the programme; empty for what is in no share.';

alter table programme_share enable row level security;
create policy own on programme_share to ${service}_api
    using (sponsor = (select caller_organisation())) with check (sponsor = (select caller_organisation()));
create policy worker on programme_share to ${service}_worker using (true) with check (true);
grant select, insert, update (count, taken), delete on programme_share to ${service}_api;
grant select, update (taken) on programme_share to ${service}_worker;

alter table request add column share text;
comment on column request.share is 'The label of the share of its programme that it is in; null when it is in none.';
create index on request (programme_id, share) where share is not null;
