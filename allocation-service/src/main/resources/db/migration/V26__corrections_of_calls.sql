-- A payment or a call that was recorded by mistake is taken back by entries of their own: nothing that was posted is changed.
insert into fund_call_move values ('SETTLED', 'CALLED'), ('CALLED', 'CANCELLED');

insert into posting_kind values
    ('SETTLEMENT_CORRECTION', 'SETTLED', 'CALLED', false),
    ('CALL_CANCELLATION', 'CALLED', 'DUE', false),
    ('OFFSET_CANCELLATION', 'CREDIT', 'CALLED', false);

insert into commitment_step values
    ('CALLED', 'DUE', 'CALL_CANCELLATION'),
    ('CREDITED', 'RELEASED', 'OFFSET');

alter policy sponsor on posting
    with check (subject_id is null and kind in ('OPENING', 'RAISE', 'CUT', 'OFFSET', 'OFFSET_CANCELLATION', 'REFUND', 'SETTLEMENT',
            'SETTLEMENT_CORRECTION')
        and sponsor = (select caller_organisation()));
alter policy funder on posting
    with check (subject_id is null and kind in ('SETTLEMENT', 'SETTLEMENT_CORRECTION')
        and funder = (select caller_organisation()));

-- Whose move a call is that is paid: both sides', who owned none that was before.
update fund_call set owners = array(select distinct unnest(array[sponsor, funder])) where status = 'SETTLED' and owners = '{}';

-- Processes of the former release that still run beside say of such a call that nobody owns it.
create function own_settled() returns trigger language plpgsql as $$
begin
    new.owners := array(select distinct unnest(array[new.sponsor, new.funder]));
    return new;
end $$;
create trigger own_settled before update on fund_call
    for each row when (new.status = 'SETTLED' and new.owners = '{}') execute function own_settled();
