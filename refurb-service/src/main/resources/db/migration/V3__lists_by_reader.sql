call index_readers('device');
drop index device_readers_idx;
