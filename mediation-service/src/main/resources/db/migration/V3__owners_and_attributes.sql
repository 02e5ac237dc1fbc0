-- What owns a row may change it; what a state keeps beside its status are its attributes.
alter table place rename column holders to owners;
alter policy holder on place rename to owner;
update place set state = ((state::jsonb - 'facts') || jsonb_build_object('attributes', state::jsonb -> 'facts'))::text where state::jsonb ? 'facts';
alter table workshop rename column holders to owners;
alter policy holder on workshop rename to owner;
update workshop set state = ((state::jsonb - 'facts') || jsonb_build_object('attributes', state::jsonb -> 'facts'))::text where state::jsonb ? 'facts';
alter table booking rename column holders to owners;
alter policy holder on booking rename to owner;
update booking set state = ((state::jsonb - 'facts') || jsonb_build_object('attributes', state::jsonb -> 'facts'))::text where state::jsonb ? 'facts';
alter table invitation rename column holders to owners;
alter policy holder on invitation rename to owner;
update invitation set state = ((state::jsonb - 'facts') || jsonb_build_object('attributes', state::jsonb -> 'facts'))::text where state::jsonb ? 'facts';
create or replace function invitation_of(presented_code_hash text) returns table (id uuid, sponsor uuid, department text, env text)
    language sql stable security definer set search_path = public, pg_temp as $$
    select i.id, i.owners[1], i.state::jsonb #>> '{attributes,territory,department}', i.env
    from invitation i where i.code_hash = presented_code_hash
$$;
