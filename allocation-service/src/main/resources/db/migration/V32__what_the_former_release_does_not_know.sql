-- Processes of the former release that still run beside know neither appointments nor counted goods. They would end a reservation that an
-- appointment keeps, and leave that standing for a pack that nobody comes for; and they would reserve packs without the goods that their
-- sponsor counts. Both fail, and are tried again by a process of this release. What it may do is looked at before the commit: it
-- changes the pack first.
create function end_with_appointment() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if exists (select from appointment a where a.pack_id = new.id and a.status = 'BOOKED') then
        raise exception 'the appointment of pack % stands', new.id;
    end if;
    return null;
end $$;
create constraint trigger end_with_appointment after update of status on pack deferrable initially deferred
    for each row when (old.status is distinct from new.status and new.status in ('RELEASED', 'CORRECTED'))
    execute function end_with_appointment();
revoke all on function end_with_appointment() from public;

create function reserve_with_goods() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if exists (select from goods_balance b where b.sponsor = new.sponsor and b.env = new.env) then
        raise exception 'the sponsor of pack % counts goods', new.id;
    end if;
    return null;
end $$;
-- Packs have goods since version 3 of their states.
create trigger reserve_with_goods after insert on pack
    for each row when (coalesce((new.state::json ->> 'stateVersion')::int, 1) < 3) execute function reserve_with_goods();
revoke all on function reserve_with_goods() from public;
