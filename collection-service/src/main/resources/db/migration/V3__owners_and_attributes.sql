-- What owns a row may change it; what a state keeps beside its status are its attributes.
alter table lot rename column holders to owners;
alter policy holder on lot rename to owner;
update lot set state = ((state::jsonb - 'facts') || jsonb_build_object('attributes', state::jsonb -> 'facts'))::text where state::jsonb ? 'facts';
alter table device rename column holders to owners;
alter policy holder on device rename to owner;
update device set state = ((state::jsonb - 'facts') || jsonb_build_object('attributes', state::jsonb -> 'facts'))::text where state::jsonb ? 'facts';
