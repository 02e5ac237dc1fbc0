-- What owns a row may change it; what a state keeps beside its status are its attributes.
alter table programme rename column holders to owners;
alter policy holder on programme rename to owner;
update programme set state = ((state::jsonb - 'facts') || jsonb_build_object('attributes', state::jsonb -> 'facts'))::text where state::jsonb ? 'facts';
alter table request rename column holders to owners;
alter policy holder on request rename to owner;
update request set state = ((state::jsonb - 'facts') || jsonb_build_object('attributes', state::jsonb -> 'facts'))::text where state::jsonb ? 'facts';
alter table pack rename column holders to owners;
alter policy holder on pack rename to owner;
update pack set state = ((state::jsonb - 'facts') || jsonb_build_object('attributes', state::jsonb -> 'facts'))::text where state::jsonb ? 'facts';
alter table device rename column holders to owners;
alter policy holder on device rename to owner;
update device set state = ((state::jsonb - 'facts') || jsonb_build_object('attributes', state::jsonb -> 'facts'))::text where state::jsonb ? 'facts';
alter table forgotten_person rename column holders to owners;
alter policy holder on forgotten_person rename to owner;
update forgotten_person set state = ((state::jsonb - 'facts') || jsonb_build_object('attributes', state::jsonb -> 'facts'))::text where state::jsonb ? 'facts';
