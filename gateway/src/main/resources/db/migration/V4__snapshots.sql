-- The past is read from the last snapshot before it and the few changes since, whatever the length of the history.
create table progress_snapshot (
    region       text        not null,
    seq          bigint      not null,
    committed_at timestamptz not null,
    departments  text[]      not null,
    stages       text[]      not null,
    kinds        text[]      not null,
    now          bigint[]    not null,
    ever         bigint[]    not null,
    primary key (region, seq)
);
comment on table progress_snapshot is
    'The sums of progress_change up to and with a public number, cell by cell. Derived, and never wrong: what it sums up '
    'never changes. It may be emptied, and is made again.';
grant select on progress_snapshot to ${service}_api;
grant select, insert on progress_snapshot to ${service}_worker;

create table result_snapshot (
    region  text   not null,
    version int    not null,
    seq     bigint not null,
    counted bigint not null,
    primary key (region, version, seq),
    foreign key (region, version) references target
);
comment on table result_snapshot is
    'How many devices a target counted at its deadline, as known after a public number; at the numbers of progress_snapshot.';
grant select on result_snapshot to ${service}_api;
grant select, insert on result_snapshot to ${service}_worker;
grant select on target to ${service}_worker;
