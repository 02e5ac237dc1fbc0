-- Which of two mails about a device came first here: ids are given by several services, whose clocks may differ.
-- Those that are there came in the order of their ids, as far as is known.
alter table incident_mail add column heard bigint;
update incident_mail m set heard = o.place
  from (select id, row_number() over (order by id) as place from incident_mail) o where o.id = m.id;
alter table incident_mail alter column heard set not null;
alter table incident_mail alter column heard add generated always as identity;
select setval(pg_get_serial_sequence('incident_mail', 'heard'), coalesce(max(heard), 0) + 1, false) from incident_mail;

-- The worker asks which sites there are contacts of, to destroy the keys of others; it reads none.
create policy worker on site_contact for select to ${service}_worker using (true);
grant select (site) on site_contact to ${service}_worker;
