-- A programme whose sponsor declared by what its households are known was of its next version, and its quota did not say so: whoever
-- reserved in it was told to try again, for ever.
update programme_quota q set programme_version = p.version
  from programme p where p.id = q.programme_id and q.programme_version < p.version;
