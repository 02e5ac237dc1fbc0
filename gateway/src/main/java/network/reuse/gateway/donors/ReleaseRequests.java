package network.reuse.gateway.donors;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.LockKind;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import org.jspecify.annotations.Nullable;

/** Finds what a donor is asked to do: devices that a workshop found locked. */
@ApplicationScoped
public class ReleaseRequests {
    /** One lock at a time is on a device, so that an answer is about the last one before it. */
    private static final String REQUESTS =
            "select e.event_id, e.device_id, e.occurred_at, e.recorded_at, e.detail, d.code,"
                    + " d.lot, a.detail as answer, a.occurred_at as answered_at, (d.stage = 'TRIAGED' and d.epoch = e.epoch"
                    + " and not exists (select from device_event n where n.device_id = e.device_id and n.type in"
                    + " ('refurb.DeviceLocked.v1', 'refurb.DeviceUnlocked.v1', 'refurb.LockCorrected.v1')"
                    + " and (n.epoch, n.sequence) > (e.epoch, e.sequence))) as open"
                    + " from device_event e join device d on d.id = e.device_id left join lateral"
                    + " (select r.detail, r.occurred_at from device_event r where r.device_id = e.device_id"
                    + " and r.type = 'refurb.LockReleaseAnswered.v1' and (r.epoch, r.sequence) > (e.epoch, e.sequence)"
                    + " and not exists (select from device_event l where l.device_id = e.device_id"
                    + " and l.type = 'refurb.DeviceLocked.v1' and (l.epoch, l.sequence) > (e.epoch, e.sequence)"
                    + " and (l.epoch, l.sequence) < (r.epoch, r.sequence))"
                    + " order by r.epoch desc, r.sequence desc limit 1) a on true"
                    + " where e.type = 'refurb.DeviceLocked.v1' and d.donor = $1 and e.event_id > $2"
                    + " and ($3::timestamptz is null or e.recorded_at >= $3)";

    private static final String PAGE = "select q.* from (" + REQUESTS + ") q"
            + " where ($4::boolean is null or q.open = $4) order by q.event_id limit $5";

    private final Reading reading;

    public ReleaseRequests(Reading reading) {
        this.reading = reading;
    }

    /**
     * So many behind that one, of those that were written down then or later.
     *
     * @param open whether those that still wait are wanted, or the others; null when all are
     */
    Uni<List<ReleaseRequest>> page(
            Caller caller, @Nullable UUID after, @Nullable Instant since, @Nullable Boolean open, int limit) {
        Tuple values = Tuple.tuple();
        values.addValue(caller.organisation());
        values.addValue(after == null ? new UUID(0, 0) : after);
        values.addValue(since == null ? null : since.atOffset(ZoneOffset.UTC));
        values.addValue(open);
        values.addValue(limit);
        return reading.inTransaction(
                caller,
                connection -> connection.preparedQuery(PAGE).execute(values).map(rows -> {
                    List<ReleaseRequest> requests = new ArrayList<>();
                    rows.forEach(row -> requests.add(request(row)));
                    return requests;
                }));
    }

    private static ReleaseRequest request(Row row) {
        JsonObject asked = new JsonObject(row.getString("detail"));
        UUID device = row.getUUID("device_id");
        return new ReleaseRequest(
                row.getUUID("event_id"),
                device,
                row.getString("code"),
                row.getUUID("lot"),
                LockKind.valueOf(asked.getString("kind")),
                asked.getString("note"),
                row.getOffsetDateTime("occurred_at").toInstant(),
                row.getOffsetDateTime("recorded_at").toInstant(),
                row.getBoolean("open"),
                answer(row),
                "/v1/refurb/devices/" + device + "/lock-release");
    }

    private static ReleaseRequest.@Nullable DonorAnswer answer(Row row) {
        String said = row.getString("answer");
        if (said == null) {
            return null;
        }
        JsonObject answer = new JsonObject(said);
        return new ReleaseRequest.DonorAnswer(
                answer.getBoolean("released"),
                answer.getString("reason"),
                row.getOffsetDateTime("answered_at").toInstant());
    }
}
