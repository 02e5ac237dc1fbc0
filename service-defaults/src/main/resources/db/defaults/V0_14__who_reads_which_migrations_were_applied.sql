-- A process that does not migrate asks whether the job has done so.
grant select on flyway_schema_history to ${service}_worker;
