-- A programme says whether a pack that comes back frees one of its quota; and one is taken in the programme as it was read, so
-- that nothing is reserved on days that it does not cover any more.
alter table programme_quota
    add column return_frees      boolean not null default false,
    add column programme_version bigint  not null default 1;
update programme_quota q set programme_version = p.version from programme p where p.id = q.programme_id;

-- A pack is reserved of devices that were there when it is said to have been: any, when nobody says when.
create function pick_for_request(asked uuid, patient boolean, since timestamptz) returns setof device language plpgsql
    set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
begin
    if patient then
        return query select d.* from (
                select i.*, r.env from request r join programme_item i on i.programme_id = r.programme_id
                where r.id = asked order by i.category) i
            cross join lateral (
                select * from device f where f.site = i.sponsor and f.env = i.env and f.status = 'STOCKED'
                    and f.category = i.category and f.grade <= i.worst_grade
                    and (since is null or f.occurred_at is null or f.occurred_at <= since)
                order by f.grade desc, f.id limit i.count for update) d;
    else
        return query select d.* from (
                select i.*, r.env from request r join programme_item i on i.programme_id = r.programme_id
                where r.id = asked order by i.category) i
            cross join lateral (
                select * from device f where f.site = i.sponsor and f.env = i.env and f.status = 'STOCKED'
                    and f.category = i.category and f.grade <= i.worst_grade
                    and (since is null or f.occurred_at is null or f.occurred_at <= since)
                order by f.grade desc, f.id limit i.count for update skip locked) d;
    end if;
end $$;

create function pick_for_programme(
        running uuid, lived_in text, packs int, taken uuid[], patient boolean, since timestamptz)
    returns setof device language plpgsql
    set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
begin
    if patient then
        return query select d.* from (select * from programme_item p where p.programme_id = running order by p.category) i
            cross join lateral (
                select * from device f where f.site = i.sponsor and f.env = lived_in and f.status = 'STOCKED'
                    and f.category = i.category and f.grade <= i.worst_grade and f.id <> all(taken)
                    and (since is null or f.occurred_at is null or f.occurred_at <= since)
                order by f.grade desc, f.id limit i.count * packs for update) d;
    else
        return query select d.* from (select * from programme_item p where p.programme_id = running order by p.category) i
            cross join lateral (
                select * from device f where f.site = i.sponsor and f.env = lived_in and f.status = 'STOCKED'
                    and f.category = i.category and f.grade <= i.worst_grade and f.id <> all(taken)
                    and (since is null or f.occurred_at is null or f.occurred_at <= since)
                order by f.grade desc, f.id limit i.count * packs for update skip locked) d;
    end if;
end $$;

-- What processes of the former release call that still run beside; the next release drops both.
create or replace function pick_for_request(asked uuid, patient boolean) returns setof device language sql as $$
    select * from pick_for_request(asked, patient, null::timestamptz)
$$;
create or replace function pick_for_programme(running uuid, lived_in text, packs int, taken uuid[], patient boolean)
    returns setof device language sql as $$
    select * from pick_for_programme(running, lived_in, packs, taken, patient, null::timestamptz)
$$;

revoke all on function pick_for_request(uuid, boolean, timestamptz) from public;
revoke all on function pick_for_programme(uuid, text, int, uuid[], boolean, timestamptz) from public;
grant execute on function pick_for_request(uuid, boolean, timestamptz) to ${service}_api;
grant execute on function pick_for_programme(uuid, text, int, uuid[], boolean, timestamptz) to ${service}_api;

-- A programme that is open has another quota or other days; a request that waits is of another household when a contact was
-- wrong.
insert into programme_move values ('OPEN', 'OPEN');
insert into request_move values ('SUBMITTED', 'SUBMITTED');

-- Whoever asked puts a contact right too, and with it what another request may have in common.
drop policy sponsor on likeness;
create policy party on likeness to ${service}_api
    using (sponsor = (select caller_organisation()) or referrer = (select caller_organisation()))
    with check (sponsor = (select caller_organisation()) or referrer = (select caller_organisation()));
