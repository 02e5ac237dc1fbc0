-- A contact that was wrong is put right for a reason, which stands with who did it.
alter table person_reading add column reason text;
comment on table person_reading is 'Who has read or corrected a contact, and why. Append only.';
