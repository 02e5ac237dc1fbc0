call index_readers('place');
drop index place_readers_idx;
