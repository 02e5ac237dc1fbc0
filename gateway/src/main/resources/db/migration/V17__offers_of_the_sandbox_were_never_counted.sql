-- Steps of lots without devices say of which network they are, too: an offer of equipment was counted on the live network, and only
-- there. Of a lot of counted goods alone nothing tells; it stays where it is.
update lot_event e set env = 'TEST'
  from lot_event o
 where o.lot_id = e.lot_id and e.env = 'LIVE' and o.env = 'LIVE' and o.type = 'collection.LotOffered.v1'
   and exists (select from json_array_elements(o.detail::json -> 'quantities') q where (q ->> 'count')::int > 0)
   and not exists (select from progress_change c where c.event_id = o.event_id);
