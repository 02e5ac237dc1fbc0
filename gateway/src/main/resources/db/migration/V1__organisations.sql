-- The register of organisations: every organisation may read it, an administrator's organisation writes it.

call make_aggregate(
    'organisation',
    'name       text not null,
     siret      text not null,
     kind       text not null,
     region     text not null,
     department text not null,
     commune    text',
    array['NEW>REGISTERED', 'REGISTERED>REGISTERED']);
create unique index organisation_siret on organisation (siret, env);

drop policy reader on organisation;
create policy register on organisation for select to ${service}_api
    using ((select caller_organisation()) is not null);
