-- A service that funders pay for, deliverable by deliverable, out of the same envelopes: each funder accepts for its own share.
call create_aggregate('funding_agreement', $$
        code           text not null unique,
        sponsor        uuid not null,
        partner_ref    text,
        reference_form text,
        unique (sponsor, env, partner_ref)
    $$, array['NEW>RUNNING', 'RUNNING>RUNNING', 'RUNNING>COMPLETED', 'RUNNING>ENDED']);
call index_readers('funding_agreement');
create index on funding_agreement (reference_form) where reference_form is not null;

create policy funder on commitment for update to ${service}_api
    using (funder = (select caller_organisation()) and subject = 'DELIVERABLE' and status = 'COMMITTED')
    with check (funder = (select caller_organisation()) and status = 'DUE');
