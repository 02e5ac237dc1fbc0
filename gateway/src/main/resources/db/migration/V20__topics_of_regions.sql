-- Topics of regions: how far each of them has said what the feed keeps.

create table region_topic (
    region text   primary key,
    seq    bigint not null
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
comment on table region_topic is
    'Up to which of the feed''s numbers network.events.<region> has been told; 0 tells it all that is kept, once more.';
alter table region_topic enable row level security;
create policy worker on region_topic to ${service}_worker using (true) with check (true);
grant select, insert, update on region_topic to ${service}_worker;
