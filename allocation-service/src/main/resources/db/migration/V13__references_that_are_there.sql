-- A row without a reference is found by none: it costs its writer no entry in this index any more.
drop index programme_reference_form_idx;
create index on programme (reference_form) where reference_form is not null;
drop index request_reference_form_idx;
create index on request (reference_form) where reference_form is not null;
