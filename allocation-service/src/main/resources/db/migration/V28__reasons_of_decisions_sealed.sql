-- Why somebody found two requests to be of one household, or of two, may tell of both people: it is sealed under the keys of both, and
-- gone with the first of them who is forgotten. What the former release wrote plain is sealed within a day; a later one drops the column.
alter table near_match_decision add column sealed bytea;
alter table near_match_decision alter column sealed set statistics 0;
alter table near_match_decision alter column reason set statistics 0;
comment on column near_match_decision.sealed is 'Why it was decided, sealed under the keys of both people; null once one is forgotten.';
comment on column near_match_decision.reason is 'Why it was decided, as the release before wrote it; sealed and blanked once a day.';
grant update (sealed) on near_match_decision to ${service}_api, ${service}_worker;
