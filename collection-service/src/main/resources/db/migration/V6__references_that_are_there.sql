-- A row without a reference is found by none: it costs its writer no entry in this index any more.
drop index lot_reference_form_idx;
create index on lot (reference_form) where reference_form is not null;
drop index device_reference_form_idx;
create index on device (reference_form) where reference_form is not null;
