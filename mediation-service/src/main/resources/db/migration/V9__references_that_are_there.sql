-- A row without a reference is found by none: it costs its writer no entry in this index any more.
drop index place_reference_form_idx;
create index on place (reference_form) where reference_form is not null;
drop index workshop_reference_form_idx;
create index on workshop (reference_form) where reference_form is not null;
drop index booking_reference_form_idx;
create index on booking (reference_form) where reference_form is not null;
