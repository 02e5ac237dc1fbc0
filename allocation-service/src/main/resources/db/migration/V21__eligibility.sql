-- What a programme asks of whoever its packs are for. Each change is a version of its own; a request keeps the one that it was held
-- against, with verdicts alone, in its state.
create table programme_eligibility (
    programme_id uuid   not null references programme (id),
    version      int    not null check (version > 0),
    sponsor      uuid   not null,
    valid_from   date   not null,
    combination  text   not null check (combination in ('ALL', 'ANY')),
    kinds        text[] not null,
    terms        text[] not null,
    checkers     uuid[] not null,
    primary key (programme_id, version),
    check (cardinality(kinds) = cardinality(terms))
);
comment on table programme_eligibility is 'The criteria of programmes, every version of them. Append only.';

alter table programme_eligibility enable row level security;
create policy reader on programme_eligibility for select to ${service}_api
    using (exists (select from programme p where p.id = programme_id));
create policy own on programme_eligibility for insert to ${service}_api
    with check (sponsor = (select caller_organisation())
        and exists (select from programme p where p.id = programme_id and p.sponsor = programme_eligibility.sponsor));
create policy worker on programme_eligibility for select to ${service}_worker using (true);
grant select, insert on programme_eligibility to ${service}_api;
grant select on programme_eligibility to ${service}_worker;
