-- Who finds no seat waits for one. A place is given by the row of the workshop's seats, which is locked before, so that places are in
-- commit order. A rank is how many wait at that place or before it when it is read. A seat that falls free is kept for whoever
-- waits first for a while: it is offered, and nobody else's.
alter table workshop_seats
    add column offered    int    not null default 0,
    add column waiting    int    not null default 0,
    add column last_place bigint not null default 0,
    drop constraint no_more_booked_than_there_are,
    add constraint no_more_booked_than_there_are check (booked >= 0 and offered >= 0 and booked + offered <= capacity),
    add constraint nobody_waits_less_than_nobody check (waiting >= 0);
comment on column workshop_seats.offered is 'How many seats are kept for those who were offered one.';
comment on column workshop_seats.waiting is 'How many wait for a seat.';
comment on column workshop_seats.last_place is 'The place that was given last; none is given twice.';
grant update (offered, waiting, last_place) on workshop_seats to ${service}_api;
grant update (booked, offered, waiting, last_place) on workshop_seats to ${service}_worker;

alter table booking add column waiting_place bigint;
comment on column booking.waiting_place is 'The place in the workshop''s waiting list, as long as it waits.';
create unique index booking_one_place_in_a_list on booking (workshop_id, waiting_place) where waiting_place is not null;

insert into booking_move values ('NEW', 'WAITING'), ('WAITING', 'WAITING'), ('WAITING', 'OFFERED'), ('WAITING', 'CANCELLED'),
    ('OFFERED', 'OFFERED'), ('OFFERED', 'BOOKED'), ('OFFERED', 'LAPSED'), ('OFFERED', 'CANCELLED');

-- Whoever sees a booking is told its rank, which counts those of others.
create function waiting_ranks(asked uuid[]) returns table (booking_id uuid, rank int)
    language sql stable security definer set search_path = public, pg_temp as $$
    with mine as (
        select b.id, b.workshop_id from booking b
         where b.id = any(asked) and b.waiting_place is not null
           and b.readers @> array[caller_organisation()] and b.env = caller_env())
    select listed.id, listed.place_in_line
      from (select b.id, row_number() over (partition by b.workshop_id order by b.waiting_place)::int as place_in_line
              from booking b
             where b.workshop_id in (select m.workshop_id from mine m) and b.waiting_place is not null) listed
      join mine on mine.id = listed.id
$$;
revoke all on function waiting_ranks(uuid[]) from public;
grant execute on function waiting_ranks(uuid[]) to ${service}_api;

-- Whatever changes about a workshop, such as more seats or other times, is looked at for those who wait.
create or replace function keep_seats() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into workshop_seats(workshop_id, env, capacity, open, workshop_version)
    values (new.id, new.env, new.capacity, new.status = 'SCHEDULED', new.version)
    on conflict (workshop_id) do update set capacity = excluded.capacity, open = excluded.open,
        workshop_version = excluded.workshop_version;
    insert into timer(due_at, command, key)
    select new.changed_at, 'waiting-list', new.id || '/v' || new.version
      from workshop_seats s
     where s.workshop_id = new.id and s.waiting > 0 and new.status = 'SCHEDULED'
    on conflict do nothing;
    return null;
end $$;
