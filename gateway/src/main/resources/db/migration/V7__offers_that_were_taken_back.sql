-- An offer that is declined or withdrawn leaves OFFERED: so do those of which that was said before this release. Each takes back
-- what its offer added, under a public number of its own.
create temporary table taken_back on commit drop as
    select c.region, c.department, c.stage, c.kind, -c.now_delta as now_delta, -c.ever_delta as ever_delta, e.event_id,
           dense_rank() over (order by e.event_id) as number
    from (select lot_id, min(event_id::text)::uuid as event_id
          from lot_event
          where type in ('collection.LotDeclined.v1', 'collection.LotWithdrawn.v1')
          group by lot_id) e
    join lot_event o on o.lot_id = e.lot_id and o.type = 'collection.LotOffered.v1'
    join progress_change c on c.event_id = o.event_id and c.stage = 'OFFERED';

with taken as (
    update public_seq
    set last = last + (select count(distinct number) from taken_back),
        at = greatest(at + interval '1 microsecond', now())
    where exists (select from taken_back)
    returning last - (select count(distinct number) from taken_back) as base, at),
cells as (
    select t.base + b.number as seq, b.region, b.department, b.stage, b.kind, b.now_delta, b.ever_delta, t.at, b.event_id
    from taken t cross join taken_back b),
changed as (
    insert into progress_change(seq, region, department, stage, kind, now_delta, ever_delta, committed_at, event_id)
    select seq, region, department, stage, kind, now_delta, ever_delta, at, event_id from cells)
update counter c
set now = c.now + d.now, ever = c.ever + d.ever, seq = d.seq, committed_at = d.at
from (select region, department, stage, kind, sum(now_delta) as now, sum(ever_delta) as ever, max(seq) as seq, max(at) as at
      from cells group by region, department, stage, kind) d
where (c.region, c.department, c.stage, c.kind) = (d.region, d.department, d.stage, d.kind);
