-- What is free is found in the order of its index. The planner takes each array of readers and holders for a needle in a
-- haystack, so it expects one row where there are thousands, and would read and sort a whole stock for each pack: 142 ms
-- of 40,000 devices instead of 0.2. Within these functions it may not; the caller's row-level security holds as ever.
create function pick_for_request(asked uuid, patient boolean) returns setof device language plpgsql
    set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
begin
    if patient then
        return query select d.* from (
                select i.*, r.env from request r join programme_item i on i.programme_id = r.programme_id
                where r.id = asked order by i.category) i
            cross join lateral (
                select * from device f where f.site = i.sponsor and f.env = i.env and f.status = 'STOCKED'
                    and f.category = i.category and f.grade <= i.worst_grade
                order by f.grade desc, f.id limit i.count for update) d;
    else
        return query select d.* from (
                select i.*, r.env from request r join programme_item i on i.programme_id = r.programme_id
                where r.id = asked order by i.category) i
            cross join lateral (
                select * from device f where f.site = i.sponsor and f.env = i.env and f.status = 'STOCKED'
                    and f.category = i.category and f.grade <= i.worst_grade
                order by f.grade desc, f.id limit i.count for update skip locked) d;
    end if;
end $$;

create function pick_for_programme(running uuid, lived_in text, packs int, taken uuid[], patient boolean)
    returns setof device language plpgsql
    set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
begin
    if patient then
        return query select d.* from (select * from programme_item p where p.programme_id = running order by p.category) i
            cross join lateral (
                select * from device f where f.site = i.sponsor and f.env = lived_in and f.status = 'STOCKED'
                    and f.category = i.category and f.grade <= i.worst_grade and f.id <> all(taken)
                order by f.grade desc, f.id limit i.count * packs for update) d;
    else
        return query select d.* from (select * from programme_item p where p.programme_id = running order by p.category) i
            cross join lateral (
                select * from device f where f.site = i.sponsor and f.env = lived_in and f.status = 'STOCKED'
                    and f.category = i.category and f.grade <= i.worst_grade and f.id <> all(taken)
                order by f.grade desc, f.id limit i.count * packs for update skip locked) d;
    end if;
end $$;

revoke all on function pick_for_request(uuid, boolean) from public;
revoke all on function pick_for_programme(uuid, text, int, uuid[], boolean) from public;
grant execute on function pick_for_request(uuid, boolean) to ${service}_api;
grant execute on function pick_for_programme(uuid, text, int, uuid[], boolean) to ${service}_api;
