-- No release compares manufacturer and serial number by this index any more: one_device_an_identity does.
drop index one_device_a_serial;
