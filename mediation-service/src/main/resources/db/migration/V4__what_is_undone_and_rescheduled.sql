-- A booking that is cancelled gives its invitation back; a pack that comes back takes it away, used or not.
insert into invitation_move values ('ACCEPTED', 'ISSUED'), ('ACCEPTED', 'WITHDRAWN'), ('ACCEPTED', 'ACCEPTED');
-- A seat stays booked while its workshop is rescheduled.
insert into booking_move values ('BOOKED', 'BOOKED');

-- Hosts do not own the invitations of those who booked: these follow by a timer that the hosts' commit sets.
grant insert on timer to ${service}_api;

-- A seat is booked in the workshop as it was read, so that nobody books another time or place than was shown.
alter table workshop_seats add column workshop_version bigint not null default 0;
update workshop_seats s set workshop_version = w.version from workshop w where w.id = s.workshop_id;
create or replace function keep_seats() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into workshop_seats(workshop_id, env, capacity, open, workshop_version)
    values (new.id, new.env, new.capacity, new.status = 'SCHEDULED', new.version)
    on conflict (workshop_id) do update set capacity = excluded.capacity, open = excluded.open,
        workshop_version = excluded.workshop_version;
    return null;
end $$;
