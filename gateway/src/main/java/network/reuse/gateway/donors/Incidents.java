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
import network.reuse.contracts.Envelope;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Reading;
import network.reuse.gateway.projection.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a donor must know at once: devices that disappeared while its data may have been on them. What disappears after its first
 * workshop has handed it on is in its follow-up alone, unless a medium had come to light that was overlooked there.
 */
@ApplicationScoped
public class Incidents {
    private static final String PAGE =
            "select e.event_id, e.device_id, e.source, e.occurred_at, e.recorded_at, e.detail,"
                    + " d.code, d.lot, d.stage from device_event e join device d on d.id = e.device_id"
                    + " where e.type in ('collection.DeviceLost.v1', 'refurb.DeviceLost.v1', 'allocation.DeviceLost.v1')"
                    + " and coalesce((e.detail::json ->> 'donorsData')::boolean, e.epoch <= " + Envelope.FIRST_WORKSHOP
                    + ")"
                    + " and d.donor = $1 and e.event_id > $2 and ($3::timestamptz is null or e.recorded_at >= $3)"
                    + " and (e.detail::json ->> 'possibleData')::boolean order by e.event_id limit $4";

    private final Reading reading;

    public Incidents(Reading reading) {
        this.reading = reading;
    }

    /** So many behind that one, of those that were written down then or later. */
    Uni<List<Incident>> page(Caller caller, @Nullable UUID after, @Nullable Instant since, int limit) {
        Tuple values = Tuple.tuple();
        values.addValue(caller.organisation());
        values.addValue(after == null ? new UUID(0, 0) : after);
        values.addValue(since == null ? null : since.atOffset(ZoneOffset.UTC));
        values.addValue(limit);
        return reading.inTransaction(
                caller,
                connection -> connection.preparedQuery(PAGE).execute(values).map(rows -> {
                    List<Incident> incidents = new ArrayList<>();
                    rows.forEach(row -> incidents.add(incident(row)));
                    return incidents;
                }));
    }

    private static Incident incident(Row row) {
        return new Incident(
                row.getUUID("event_id"),
                row.getUUID("device_id"),
                row.getString("code"),
                row.getUUID("lot"),
                row.getOffsetDateTime("occurred_at").toInstant(),
                row.getOffsetDateTime("recorded_at").toInstant(),
                row.getString("source"),
                new JsonObject(row.getString("detail")).getString("reason"),
                !Stage.LOST.name().equals(row.getString("stage")));
    }
}
