-- A return that was taken back, and that the workshop's reception then proved right, left what envelopes pay of the pack due: the funder was
-- asked for a pack that nobody has. What each move posts follows by the triggers.
update commitment c set status = case c.status when 'DUE' then 'RELEASED' else 'CREDITED' end
  from pack p
 where c.subject = 'PACK' and p.id = c.subject_id and p.status = 'RETURNED' and c.status in ('DUE', 'CALLED');
