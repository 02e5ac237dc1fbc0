-- A programme may ask how far the data of its packs' devices is out of reach. Of a device that came before its workshop told, nothing
-- is known; one without any medium that ever held data counts as DESTROY.
-- Levels are numbers, NONE 0, CLEAR 1, PURGE 2, DESTROY 3: their comparison is leakproof, so that the index bears it under row-level security.
alter table programme_quota add column minimum_level smallint not null default 0 check (minimum_level between 0 and 3);
comment on column programme_quota.minimum_level is 'How far the devices of its packs are erased at least, of what is reserved from now on.';
alter table device add column level smallint not null default 0 check (level between 0 and 3);
comment on column device.level is 'How far its data is out of reach; 0 where its workshop did not tell.';

-- Of what is as worn, the least erased goes first, so that the rest is there for programmes that ask for more.
create index free_device_by_level on device (site, env, category, grade desc, level, id) where status = 'STOCKED';
drop index free_device;
alter index free_device_by_level rename to free_device;

create or replace function pick_for_request(asked uuid, patient boolean, since timestamptz) returns setof device language plpgsql
    set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
begin
    if patient then
        return query select d.* from (
                select i.*, q.minimum_level, r.env from request r
                join programme_item i on i.programme_id = r.programme_id
                join programme_quota q on q.programme_id = r.programme_id
                where r.id = asked order by i.category) i
            cross join lateral (
                select * from device f where f.site = i.sponsor and f.env = i.env and f.status = 'STOCKED'
                    and f.category = i.category and f.grade <= i.worst_grade and f.level >= i.minimum_level
                    and (since is null or f.occurred_at is null or f.occurred_at <= since)
                order by f.grade desc, f.level, f.id limit i.count for update) d;
    else
        return query select d.* from (
                select i.*, q.minimum_level, r.env from request r
                join programme_item i on i.programme_id = r.programme_id
                join programme_quota q on q.programme_id = r.programme_id
                where r.id = asked order by i.category) i
            cross join lateral (
                select * from device f where f.site = i.sponsor and f.env = i.env and f.status = 'STOCKED'
                    and f.category = i.category and f.grade <= i.worst_grade and f.level >= i.minimum_level
                    and (since is null or f.occurred_at is null or f.occurred_at <= since)
                order by f.grade desc, f.level, f.id limit i.count for update skip locked) d;
    end if;
end $$;

create or replace function pick_for_programme(
        running uuid, lived_in text, packs int, taken uuid[], patient boolean, since timestamptz)
    returns setof device language plpgsql
    set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
begin
    if patient then
        return query select d.* from (
                select p.*, q.minimum_level from programme_item p
                join programme_quota q on q.programme_id = p.programme_id
                where p.programme_id = running order by p.category) i
            cross join lateral (
                select * from device f where f.site = i.sponsor and f.env = lived_in and f.status = 'STOCKED'
                    and f.category = i.category and f.grade <= i.worst_grade and f.level >= i.minimum_level and f.id <> all(taken)
                    and (since is null or f.occurred_at is null or f.occurred_at <= since)
                order by f.grade desc, f.level, f.id limit i.count * packs for update) d;
    else
        return query select d.* from (
                select p.*, q.minimum_level from programme_item p
                join programme_quota q on q.programme_id = p.programme_id
                where p.programme_id = running order by p.category) i
            cross join lateral (
                select * from device f where f.site = i.sponsor and f.env = lived_in and f.status = 'STOCKED'
                    and f.category = i.category and f.grade <= i.worst_grade and f.level >= i.minimum_level and f.id <> all(taken)
                    and (since is null or f.occurred_at is null or f.occurred_at <= since)
                order by f.grade desc, f.level, f.id limit i.count * packs for update skip locked) d;
    end if;
end $$;

-- Of what is free but erased too little for a programme, the levels, highest first, of as many as a pack has: why nothing could be picked.
create function below_minimum(running uuid, lived_in text, since timestamptz)
    returns table (category text, level smallint) language sql stable
    set enable_seqscan = off set enable_bitmapscan = off as $$
    select i.category, b.level
      from programme_item i
      join programme_quota q on q.programme_id = i.programme_id
      cross join lateral (
            select l.level::smallint as level
              from generate_series(q.minimum_level - 1, 0, -1) l(level)
              cross join lateral (
                    select from device f
                     where f.site = i.sponsor and f.env = lived_in and f.status = 'STOCKED' and f.category = i.category
                       and f.grade <= i.worst_grade and f.level = l.level::smallint
                       and (since is null or f.occurred_at is null or f.occurred_at <= since)
                     limit i.count) f
             order by l.level desc
             limit i.count) b
     where i.programme_id = running
     order by i.category, b.level desc
$$;
revoke all on function below_minimum(uuid, text, timestamptz) from public;
grant execute on function below_minimum(uuid, text, timestamptz) to ${service}_api;
