-- A return that is taken back leaves RETURNED, unless the device had come back before: then it was in stock anew in between, which
-- the last of allocation's bits says from now on.
update device d set reached = reached | (1::bigint << 47)
where (reached & (1::bigint << 42)) <> 0
  and exists (select from device_event r
              join device_event s on s.device_id = r.device_id and s.type = 'allocation.DeviceStocked.v1' and s.epoch > r.epoch
              where r.device_id = d.id and r.type = 'allocation.DeviceReturned.v1');
