call index_readers('lot');
drop index lot_readers_idx;
drop index device_readers_idx;
