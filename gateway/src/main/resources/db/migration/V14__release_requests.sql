-- How a donor's locked devices are found.
create index device_event_locked on device_event (event_id) where type = 'refurb.DeviceLocked.v1';
