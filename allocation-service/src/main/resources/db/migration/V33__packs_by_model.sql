-- A pack may ask for memory and disk of its devices. What a workshop's tool found stands beside the device, in whole GiB and GB, so that
-- it is picked by the index as its grade is; 0 where it is not known, which satisfies nothing.
alter table programme_item
    add column minimum_memory_gib int not null default 0 check (minimum_memory_gib >= 0),
    add column minimum_disk_gb    int not null default 0 check (minimum_disk_gb >= 0);
comment on column programme_item.minimum_memory_gib is 'How much memory each device has at least; 0 where none is asked for.';
comment on column programme_item.minimum_disk_gb is 'How much its drives hold together at least, in 10^9 bytes; 0 where none is asked for.';

alter table device
    add column memory_gib int not null default 0,
    add column disk_gb    int not null default 0;
comment on column device.memory_gib is 'Its memory as it was found, rounded to GiB; 0 where that is not known.';
comment on column device.disk_gb is 'What its drives hold together as they were found, rounded to 10^9 bytes; 0 where that is not known.';

-- Whoever shares its memory with a graphics card is short of its GiB by a little.
create function whole_gib(mebibytes int) returns int language sql immutable as $$
    select coalesce(round(mebibytes / 1024.0)::int, 0)
$$;
create function whole_gb(drives text[]) returns int language sql immutable as $$
    select coalesce((select least(round(sum(split_part(d, ':', 2)::numeric) / 1000000000), 1000000)::int from unnest(drives) d), 0)
$$;

-- Found before it is announced, as a rule.
create function announce_hardware() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    select whole_gib(h.memory_mebibytes), whole_gb(h.drives) into new.memory_gib, new.disk_gb
      from device_hardware h where h.device_id = new.id;
    new.memory_gib := coalesce(new.memory_gib, 0);
    new.disk_gb := coalesce(new.disk_gb, 0);
    return new;
end $$;
create trigger announce_hardware before insert on device for each row execute function announce_hardware();
revoke all on function announce_hardware() from public;

-- And found anew at a workshop that has it again.
create function note_hardware() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update device set memory_gib = whole_gib(new.memory_mebibytes), disk_gb = whole_gb(new.drives)
     where id = new.device_id
       and (memory_gib, disk_gb) is distinct from (whole_gib(new.memory_mebibytes), whole_gb(new.drives));
    return null;
end $$;
create trigger note_hardware after insert or update on device_hardware for each row execute function note_hardware();
revoke all on function note_hardware() from public;

update device d set memory_gib = whole_gib(h.memory_mebibytes), disk_gb = whole_gb(h.drives)
  from device_hardware h where h.device_id = d.id;

-- Of what is as worn and as little erased, the smallest goes first, so that the rest is there for programmes that ask for more.
create index free_device_by_hardware on device (site, env, category, grade desc, level, memory_gib, disk_gb, id)
    where status = 'STOCKED';
drop index free_device;
alter index free_device_by_hardware rename to free_device;

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
                    and f.memory_gib >= i.minimum_memory_gib and f.disk_gb >= i.minimum_disk_gb
                    and (since is null or f.occurred_at is null or f.occurred_at <= since)
                order by f.grade desc, f.level, f.memory_gib, f.disk_gb, f.id limit i.count for update) d;
    else
        return query select d.* from (
                select i.*, q.minimum_level, r.env from request r
                join programme_item i on i.programme_id = r.programme_id
                join programme_quota q on q.programme_id = r.programme_id
                where r.id = asked order by i.category) i
            cross join lateral (
                select * from device f where f.site = i.sponsor and f.env = i.env and f.status = 'STOCKED'
                    and f.category = i.category and f.grade <= i.worst_grade and f.level >= i.minimum_level
                    and f.memory_gib >= i.minimum_memory_gib and f.disk_gb >= i.minimum_disk_gb
                    and (since is null or f.occurred_at is null or f.occurred_at <= since)
                order by f.grade desc, f.level, f.memory_gib, f.disk_gb, f.id limit i.count for update skip locked) d;
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
                    and f.category = i.category and f.grade <= i.worst_grade and f.level >= i.minimum_level
                    and f.memory_gib >= i.minimum_memory_gib and f.disk_gb >= i.minimum_disk_gb and f.id <> all(taken)
                    and (since is null or f.occurred_at is null or f.occurred_at <= since)
                order by f.grade desc, f.level, f.memory_gib, f.disk_gb, f.id limit i.count * packs for update) d;
    else
        return query select d.* from (
                select p.*, q.minimum_level from programme_item p
                join programme_quota q on q.programme_id = p.programme_id
                where p.programme_id = running order by p.category) i
            cross join lateral (
                select * from device f where f.site = i.sponsor and f.env = lived_in and f.status = 'STOCKED'
                    and f.category = i.category and f.grade <= i.worst_grade and f.level >= i.minimum_level
                    and f.memory_gib >= i.minimum_memory_gib and f.disk_gb >= i.minimum_disk_gb and f.id <> all(taken)
                    and (since is null or f.occurred_at is null or f.occurred_at <= since)
                order by f.grade desc, f.level, f.memory_gib, f.disk_gb, f.id limit i.count * packs for update skip locked) d;
    end if;
end $$;

create or replace function below_minimum(running uuid, lived_in text, since timestamptz)
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
                       and f.memory_gib >= i.minimum_memory_gib and f.disk_gb >= i.minimum_disk_gb
                       and (since is null or f.occurred_at is null or f.occurred_at <= since)
                     limit i.count) f
             order by l.level desc
             limit i.count) b
     where i.programme_id = running
     order by i.category, b.level desc
$$;
