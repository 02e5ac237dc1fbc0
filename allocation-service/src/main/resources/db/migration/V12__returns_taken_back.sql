-- A return that was recorded by mistake is taken back: pack and devices are handed over or sold as before. When a workshop has
-- received a device by then, it came back all the same.
insert into pack_move values ('RETURNED', 'DELIVERED'), ('RETURNED', 'SOLD');
insert into device_move values ('RETURNED', 'DELIVERED'), ('RETURNED', 'SOLD'),
    ('DELIVERED', 'HANDED_BACK'), ('SOLD', 'HANDED_BACK'), ('STOCKED', 'HANDED_BACK');

-- Whose move that is: the sponsor's, who owned no pack that had come back before.
update pack set owners = array[sponsor] where status = 'RETURNED' and owners = '{}';

-- Processes of the former release that still run beside say of such a pack that nobody owns it.
create function own_returned() returns trigger language plpgsql as $$
begin
    new.owners := array[new.sponsor];
    return new;
end $$;
create trigger own_returned before update on pack
    for each row when (new.status = 'RETURNED' and new.owners = '{}') execute function own_returned();

-- Whoever was invited is told that the link is good again.
alter table invitation_mail drop constraint invitation_mail_occasion_check;
alter table invitation_mail add constraint invitation_mail_occasion_check check (occasion in
    ('INVITED', 'REOPENED', 'RESCHEDULED', 'REINSTATED'));
