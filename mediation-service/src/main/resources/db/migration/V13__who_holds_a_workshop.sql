-- Who holds a workshop, and with which rooms and machines, is nobody's but its organiser's to read: no part of the workshop, which everybody may book.
alter table occupation alter column tour_id drop not null;
alter table occupation add column workshop_id uuid references workshop (id);
alter table occupation add column reference text;
alter table occupation add column whereabouts uuid;
alter table occupation add constraint of_a_tour_or_a_workshop check (num_nonnulls(tour_id, workshop_id) = 1);
create index on occupation (workshop_id) where workshop_id is not null;
create index on occupation (ends_at);
comment on table occupation is 'Who and what of an organisation is on which tour or at which workshop, and when, for a time; the database lets nobody and nothing be in two places.';
comment on column occupation.reference is 'As the organisation writes it; null on what the former release has written.';
comment on column occupation.whereabouts is 'The tour, also of a workshop at one of its stops; else the workshop: whoever is on a tour may be at a workshop at its stop.';
-- What the planner samples of a column outlives its rows.
alter table occupation alter column reference set statistics 0;
alter table occupation alter column reference_form set statistics 0;

update occupation set whereabouts = tour_id;
-- The former release knows tours alone, and does not say where they are.
create function fill_whereabouts() returns trigger language plpgsql as $$
begin
    new.whereabouts := coalesce(new.whereabouts, new.tour_id, new.workshop_id);
    return new;
end $$;
create trigger fill_whereabouts before insert on occupation for each row execute function fill_whereabouts();
alter table occupation alter column whereabouts set not null;

alter table occupation drop constraint in_one_place_at_a_time;
alter table occupation add constraint in_one_place_at_a_time
    exclude using gist (organisation with =, env with =, kind with =, reference_form with =, whereabouts with <>,
        tstzrange(starts_at, ends_at) with &&);
alter table occupation add constraint on_one_tour_or_at_one_workshop_at_a_time
    exclude using gist (organisation with =, env with =, kind with =, reference_form with =, (workshop_id is null) with =,
        tstzrange(starts_at, ends_at) with &&);

-- Whoever moves the workshop, what its organiser has assigned to it goes along; of a cancelled one it is free, and still known.
create function keep_assignment() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update occupation
       set starts_at = new.starts_at,
           ends_at = case when new.status = 'SCHEDULED' then (new.state::jsonb #>> '{attributes,until}')::timestamptz
               else new.starts_at end,
           whereabouts = coalesce((new.state::jsonb #>> '{attributes,stop,tourId}')::uuid, new.id)
     where workshop_id = new.id;
    return null;
end $$;
create trigger keep_assignment after update of state on workshop for each row execute function keep_assignment();

grant delete on occupation to ${service}_worker;
