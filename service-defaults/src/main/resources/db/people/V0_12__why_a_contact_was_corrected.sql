-- A contact that was wrong is put right for a reason, which stands with who did it. It may tell of the person: it is sealed like
-- the contact, and gone once the person is forgotten.
alter table person_reading add column reason bytea;
-- The planner would keep samples of it.
alter table person_reading alter column reason set statistics 0;
grant update (reason) on person_reading to ${service}_api, ${service}_worker;
comment on table person_reading is
    'Who has read or corrected a contact, and why; the reason of a correction is sealed. Append only, but for reasons, which go.';
