call index_readers('programme');
call index_readers('request');
call index_readers('pack');
call index_readers('device');
drop index programme_readers_idx;
