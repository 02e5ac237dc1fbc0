-- What owns a row may change it; what a state keeps beside its status are its attributes.
alter table organisation rename column holders to owners;
alter policy holder on organisation rename to owner;
update organisation set state = ((state::jsonb - 'facts') || jsonb_build_object('attributes', state::jsonb -> 'facts'))::text where state::jsonb ? 'facts';
