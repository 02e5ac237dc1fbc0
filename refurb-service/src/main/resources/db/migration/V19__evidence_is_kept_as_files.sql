-- The file that told of a run is kept as it came; the same bytes are one file of a workshop's.
comment on table evidence is 'Which runs of erasures files have told, by the file''s SHA-256 and the drive.';
alter table evidence
    add column file_id uuid,
    add column drives  int;
comment on column evidence.file_id is 'Where the file is kept; null of one that came before files were. It ends, and its row goes, before this one.';
comment on column evidence.drives is 'Of how many drives the file tells, in all; null of one that came before files were.';
grant update (file_id) on evidence to ${service}_api;
create index on evidence (organisation, sha256);
create unique index file_evidence_once on file (owner, env, sha256) where retention = 'ERASURE_EVIDENCE';
create index file_evidence_by_bytes on file (sha256) where retention = 'ERASURE_EVIDENCE';

-- Whether the caller sees every device that a file of that workshop tells of: each of its drives is recorded as one of those. What waits in the
-- tray, was dismissed or was refused may be anybody's.
create function evidence_is_shown(whose uuid, told text) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(count(*) = max(e.drives)
            and bool_and(e.status = 'RECORDED' and exists (select from device d
                where d.id = e.device_id and d.env = e.env and d.readers @> array[caller_organisation()])), false)
      from evidence e
     where e.organisation = whose and e.env = caller_env() and e.sha256 = told
$$;
revoke all on function evidence_is_shown(uuid, text) from public;
grant execute on function evidence_is_shown(uuid, text) to ${service}_api;
create policy evidence_reader on file for select to ${service}_api
    using (retention = 'ERASURE_EVIDENCE' and env = (select caller_env()) and evidence_is_shown(owner, sha256));
