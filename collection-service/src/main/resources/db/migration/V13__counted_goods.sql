-- Kinds of goods that are counted and not told apart. They are data: the administration adds to them.
create table goods_kind (
    code    text    primary key check (code ~ '^[A-Z][A-Z0-9_]{1,39}$'),
    french  text    not null,
    english text    not null,
    medium  boolean not null
);
comment on column goods_kind.medium is 'Whether it stores data: a used one is followed by its serial number, and never counted.';
insert into goods_kind (code, french, english, medium) values
    ('HEADSET', 'Casque', 'Headset', false),
    ('SLEEVE', 'Housse', 'Sleeve', false),
    ('BAG', 'Sacoche', 'Bag', false),
    ('CHARGER', 'Chargeur', 'Charger', false),
    ('MOUSE', 'Souris', 'Mouse', false),
    ('KEYBOARD', 'Clavier', 'Keyboard', false),
    ('WEBCAM', 'Webcam', 'Webcam', false),
    ('USB_STICK', 'Clé USB', 'USB stick', true),
    ('HARD_DISK', 'Disque dur externe', 'External hard disk', true);
grant select on goods_kind to ${service}_api, ${service}_worker;

-- A kind is added and never changed: what its code means stands in events.
create function add_goods_kind(code text, french text, english text, medium boolean) returns boolean
    language sql security definer set search_path = public, pg_temp as $$
    with added as (insert into goods_kind values (code, french, english, medium) on conflict do nothing returning 1)
    select exists (select from added)
$$;
revoke all on function add_goods_kind from public;
grant execute on function add_goods_kind to ${service}_api;

call create_aggregate('goods', $$
        code           text not null unique,
        kind           text not null references goods_kind (code),
        donor          uuid not null,
        holder         uuid not null,
        registrar      uuid not null,
        partner_ref    text,
        reference_form text,
        unique (registrar, env, partner_ref)
    $$, array['NEW>IN_STOCK', 'NEW>ON_THE_WAY', 'IN_STOCK>IN_STOCK', 'ON_THE_WAY>IN_STOCK', 'ON_THE_WAY>RECALLED']);
create index on goods (reference_form) where reference_form is not null;
call index_readers('goods');
