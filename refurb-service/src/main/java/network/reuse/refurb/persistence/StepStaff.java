package network.reuse.refurb.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.refurb.domain.StaffStep;
import network.reuse.refurb.domain.StepKind;

/** Who did which step of the work on a device; row-level security leaves each workshop its own. */
@ApplicationScoped
public class StepStaff {

    /** What the caller's workshop knows of a device's steps, in their order. */
    public Future<List<StaffStep>> of(SqlConnection connection, UUID device) {
        return connection
                .preparedQuery("select device_id, sequence, step, staff_ref, occurred_at from step_staff"
                        + " where device_id = $1 order by sequence")
                .execute(Tuple.of(device))
                .map(rows -> {
                    List<StaffStep> steps = new ArrayList<>();
                    rows.forEach(row -> steps.add(new StaffStep(
                            row.getUUID(0),
                            row.getLong(1),
                            StepKind.valueOf(row.getString(2)),
                            row.getString(3),
                            row.getOffsetDateTime(4).toInstant())));
                    return steps;
                });
    }

    /** Keeps who did these steps for the caller's workshop. */
    public Future<?> add(SqlConnection transaction, List<StaffStep> steps, Instant recordedAt) {
        return transaction
                .preparedQuery(
                        "insert into step_staff (device_id, sequence, workshop, env, step, staff_ref, occurred_at, recorded_at)"
                                + " select s.*, $6::timestamptz from (select d, n, caller_organisation(), caller_env(), k, r, o"
                                + " from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::timestamptz[])"
                                + " as told(d, n, k, r, o)) s")
                .execute(Tuple.of(
                        steps.stream().map(StaffStep::deviceId).toArray(UUID[]::new),
                        steps.stream().map(StaffStep::sequence).toArray(Long[]::new),
                        steps.stream().map(step -> step.step().name()).toArray(String[]::new),
                        steps.stream().map(StaffStep::staffRef).toArray(String[]::new),
                        steps.stream()
                                .map(step -> step.occurredAt().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new),
                        recordedAt.atOffset(ZoneOffset.UTC)));
    }

    /** Forgets whoever did what was recorded before that instant. */
    public Future<?> forget(SqlConnection transaction, Instant recordedBefore) {
        return transaction
                .preparedQuery("delete from step_staff where recorded_at < $1")
                .execute(Tuple.of(recordedBefore.atOffset(ZoneOffset.UTC)));
    }
}
