create table organisation (
    id   uuid primary key,
    name text not null,
    kind text not null
);
comment on table organisation is 'What collection needs of the network''s register of organisations, which the gateway owns.';
grant select on organisation to ${service}_api;
grant select, insert, update on organisation to ${service}_worker;

call make_aggregate('lot', $$
        code          text not null unique,
        donor         uuid not null,
        partner_ref   text,
        unique (donor, env, partner_ref)
    $$, array['NEW>OFFERED', 'OFFERED>ACCEPTED', 'OFFERED>DECLINED', 'OFFERED>WITHDRAWN', 'ACCEPTED>WITHDRAWN',
              'ACCEPTED>PICKUP_BOOKED', 'PICKUP_BOOKED>PICKUP_BOOKED', 'PICKUP_BOOKED>WITHDRAWN',
              'PICKUP_BOOKED>LOADED', 'LOADED>LOADED', 'LOADED>COLLECTED', 'COLLECTED>COLLECTED']);
create index on lot using gin (readers);

call make_aggregate('device', $$
        code          text not null unique,
        lot_id        uuid not null references lot (id),
        manufacturer  text not null,
        serial_number text not null,
        registrar     uuid not null,
        partner_ref   text,
        unique (registrar, env, partner_ref)
    $$, array['NEW>REGISTERED', 'REGISTERED>LOST', 'LOST>REGISTERED', 'REGISTERED>HANDED_OVER', 'LOST>HANDED_OVER']);
create unique index one_device_a_serial on device (lower(manufacturer), lower(serial_number), env);
create index on device (lot_id);
create index on device using gin (readers);
