insert into device_move (from_status, to_status)
select split_part(move, '>', 1), split_part(move, '>', 2)
from unnest(array['READY>DISPATCHED', 'DISPATCHED>READY', 'DISPATCHED>LOST', 'LOST>DISPATCHED',
                  'DISPATCHED>RELEASED', 'READY>RELEASED', 'ON_BENCH>RELEASED', 'SCRAPPED>RELEASED', 'LOST>RELEASED',
                  'RELEASED>EXPECTED']) as moves(move);
