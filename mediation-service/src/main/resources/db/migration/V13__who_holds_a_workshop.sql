-- Who holds a workshop, and with which rooms and machines, is nobody's but its organiser's to read: no part of the workshop, which everybody may book.
alter table occupation alter column tour_id drop not null;
alter table occupation add column workshop_id uuid references workshop (id);
alter table occupation add column reference text;
alter table occupation add constraint of_a_tour_or_a_workshop check (num_nonnulls(tour_id, workshop_id) = 1);
create index on occupation (workshop_id) where workshop_id is not null;
comment on table occupation is 'Who and what of an organisation is on which tour or at which workshop, and when; the database lets nobody and nothing be in two places.';
comment on column occupation.reference is 'As the organisation writes it; of tours, the tour has it.';

-- Whoever moves or cancels the workshop, of what its organiser has assigned to it each goes along or is free again.
create function keep_assignment() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if new.status = 'SCHEDULED' then
        update occupation set starts_at = new.starts_at, ends_at = (new.state::jsonb #>> '{attributes,until}')::timestamptz
         where workshop_id = new.id;
    else
        delete from occupation where workshop_id = new.id;
    end if;
    return null;
end $$;
create trigger keep_assignment after update of state on workshop for each row execute function keep_assignment();
