-- Packs are fetched on days, in slots of so many. A slot's row guards that no more are booked than it has; appointments are aggregates of
-- their own, which the sponsor and the referrer of a pack may both make, move and give up.
call create_aggregate('hand_over_day', $$
        code           text        not null unique,
        programme_id   uuid        not null references programme (id),
        sponsor        uuid        not null,
        starts_at      timestamptz not null,
        partner_ref    text,
        reference_form text,
        unique (sponsor, env, partner_ref)
    $$, array['NEW>PLANNED', 'PLANNED>CANCELLED']);
call index_readers('hand_over_day');
create index on hand_over_day (reference_form) where reference_form is not null;
create index on hand_over_day (programme_id, id);

create table hand_over_slot (
    day_id    uuid        not null references hand_over_day (id),
    starts_at timestamptz not null,
    capacity  int         not null check (capacity > 0),
    booked    int         not null default 0,
    open      boolean     not null default true,
    primary key (day_id, starts_at),
    constraint no_more_booked_than_there_are check (booked between 0 and capacity)
) with (fillfactor = 50);
comment on table hand_over_slot is 'How many packs are booked into each slot of a day.';

call create_aggregate('appointment', $$
        pack_id     uuid        not null references pack (id),
        day_id      uuid        not null references hand_over_day (id),
        sponsor     uuid        not null,
        starts_at   timestamptz not null,
        holds_until timestamptz
    $$, array['NEW>BOOKED', 'BOOKED>BOOKED', 'BOOKED>GIVEN_UP', 'BOOKED>CALLED_OFF']);
call index_readers('appointment');
create unique index one_appointment_a_pack on appointment (pack_id) where status = 'BOOKED';
create index on appointment (pack_id);
create index on appointment (day_id, starts_at);
comment on column appointment.holds_until is 'Until when its pack stays reserved because of it; null when it does not.';

alter table hand_over_slot enable row level security;
create policy party on hand_over_slot for select to ${service}_api
    using (exists (select from hand_over_day d where d.id = day_id));
create policy booker on hand_over_slot for update to ${service}_api
    using (exists (select from hand_over_day d where d.id = day_id))
    with check (exists (select from hand_over_day d where d.id = day_id));
create policy maker on hand_over_slot for insert to ${service}_api
    with check (exists (select from hand_over_day d where d.id = day_id and d.sponsor = (select caller_organisation())));
create policy worker on hand_over_slot to ${service}_worker using (true) with check (true);
grant select, insert, update (booked, open) on hand_over_slot to ${service}_api;
grant select, update (booked) on hand_over_slot to ${service}_worker;

-- Whoever books keeps a pack as it is until the transaction ends: its reservation neither ends nor is it fetched meanwhile.
create function hold_pack(wanted uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from pack p where p.id = wanted and p.readers @> array[caller_organisation()] and p.env = caller_env() for share;
    return found;
end $$;
revoke all on function hold_pack(uuid) from public;
grant execute on function hold_pack(uuid) to ${service}_api;
