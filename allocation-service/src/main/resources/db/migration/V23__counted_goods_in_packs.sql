-- Goods that have no number are counted in the stock of a sponsor, from the day it first states how many there are. A pack takes its
-- own in the transaction that puts its devices aside. The counts follow the goods of packs by triggers of the owner's, which keep each at
-- zero or above; what is received is always free, put aside or gone.
call create_aggregate('goods', $$
        sponsor        uuid not null,
        kind           text not null,
        partner_ref    text,
        reference_form text,
        unique (sponsor, env, kind),
        unique (sponsor, env, partner_ref)
    $$, array['NEW>COUNTED', 'COUNTED>COUNTED']);
call index_readers('goods');
create index on goods (reference_form) where reference_form is not null;
comment on column goods.kind is 'Its name in the form in which it is compared with those in packs: upper case, without blanks.';

create table goods_balance (
    goods_id uuid primary key references goods (id),
    sponsor  uuid not null,
    env      text not null,
    kind     text not null,
    name     text not null,
    received int  not null,
    free     int  not null check (free >= 0),
    reserved int  not null default 0 check (reserved >= 0),
    gone     int  not null default 0 check (gone >= 0),
    check (free + reserved + gone = received),
    unique (sponsor, env, kind)
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
comment on table goods_balance is 'How many goods of a kind are free, put aside and gone: one narrow row, locked behind the quota.';

create table goods_step (
    from_status text not null,
    to_status   text not null,
    free        int  not null,
    reserved    int  not null,
    gone        int  not null,
    primary key (from_status, to_status),
    check (free + reserved + gone = 0)
);
comment on table goods_step is 'How the goods of a pack move, and what each of them adds to the counts.';
insert into goods_step values
    ('NEW', 'RESERVED', -1, 1, 0),
    ('RESERVED', 'FREE', 1, -1, 0),
    ('RESERVED', 'GONE', 0, -1, 1),
    ('GONE', 'FREE', 1, 0, -1),
    ('FREE', 'GONE', -1, 0, 1);

create table pack_goods (
    pack_id         uuid not null references pack (id),
    goods_id        uuid not null references goods_balance (goods_id),
    sponsor         uuid not null,
    count           int  not null check (count > 0),
    previous_status text not null default 'NEW',
    status          text not null default 'RESERVED',
    primary key (pack_id, goods_id),
    foreign key (previous_status, status) references goods_step (from_status, to_status)
) with (fillfactor = 85);
create index on pack_goods (goods_id);
comment on table pack_goods is 'What is put aside of counted goods for each pack, and what became of it.';

create function step_pack_goods() returns trigger language plpgsql as $$
begin
    new.previous_status := old.status;
    return new;
end $$;
create trigger step_pack_goods before update on pack_goods for each row execute function step_pack_goods();

create function begin_pack_goods() returns trigger language plpgsql as $$
begin
    new.previous_status := 'NEW';
    return new;
end $$;
create trigger begin_pack_goods before insert on pack_goods for each row execute function begin_pack_goods();

-- Rows in the order of their ids, one lock each.
create function follow_pack_goods() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from goods_balance where goods_id in (select m.goods_id from moved m) order by goods_id for no key update;
    update goods_balance b
       set free = b.free + s.free, reserved = b.reserved + s.reserved, gone = b.gone + s.gone
      from (select m.goods_id, sum(t.free * m.count) as free, sum(t.reserved * m.count) as reserved,
                   sum(t.gone * m.count) as gone
              from moved m join goods_step t on t.from_status = m.previous_status and t.to_status = m.status
             group by m.goods_id) s
     where b.goods_id = s.goods_id;
    return null;
end $$;
create trigger follow_new_pack_goods after insert on pack_goods referencing new table as moved
    for each statement execute function follow_pack_goods();
create trigger follow_moved_pack_goods after update on pack_goods referencing new table as moved
    for each statement execute function follow_pack_goods();
revoke all on function follow_pack_goods() from public;

alter table goods_balance enable row level security;
create policy own on goods_balance to ${service}_api
    using (sponsor = (select caller_organisation()) and env = (select caller_env()))
    with check (sponsor = (select caller_organisation()) and env = (select caller_env()));
create policy worker on goods_balance to ${service}_worker using (true) with check (true);
grant select, insert, update (received, free) on goods_balance to ${service}_api;
grant select on goods_balance to ${service}_worker;

alter table pack_goods enable row level security;
create policy own on pack_goods to ${service}_api
    using (sponsor = (select caller_organisation()))
    with check (sponsor = (select caller_organisation())
        and exists (select from goods_balance b where b.goods_id = pack_goods.goods_id));
create policy worker on pack_goods to ${service}_worker using (true) with check (true);
grant select, insert, update (status) on pack_goods to ${service}_api, ${service}_worker;
grant select on goods_step to ${service}_api, ${service}_worker;
