-- Nothing but the id is unique: collection keeps codes and serial numbers apart, and a second opinion here would drop devices.
call make_aggregate('device', $$
        code          text not null,
        workshop      uuid not null,
        serial_number text not null,
        category      text not null
    $$, array['NEW>EXPECTED', 'EXPECTED>RECEIVED', 'RECEIVED>ON_BENCH', 'RECEIVED>LOST',
              'ON_BENCH>ON_BENCH', 'ON_BENCH>READY', 'ON_BENCH>SCRAPPED', 'ON_BENCH>LOST',
              'READY>READY', 'READY>SCRAPPED', 'READY>LOST', 'SCRAPPED>ON_BENCH',
              'LOST>RECEIVED', 'LOST>ON_BENCH', 'LOST>READY']);
create index on device (workshop, status, id);
create index on device (code);
create index on device using gin (readers);
