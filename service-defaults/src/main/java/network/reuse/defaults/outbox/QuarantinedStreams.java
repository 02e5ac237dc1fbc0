package network.reuse.defaults.outbox;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.operator.DeskRefusal;

/** Streams whose next event could not be sent, and their way back once it can. */
@ApplicationScoped
public class QuarantinedStreams {
    private final Pool pool;
    private final RelaySignal signal;

    public QuarantinedStreams(@ReactiveDataSource("worker") Pool pool, RelaySignal signal) {
        this.pool = pool;
        this.signal = signal;
    }

    /** What is quarantined, longest first, at most 1,000. */
    public Future<List<QuarantinedStream>> list() {
        return pool.query("select stream_type, stream_id, reason, quarantined_at from quarantined_stream"
                        + " where released_at is null order by quarantined_at limit 1000")
                .execute()
                .map(rows -> {
                    List<QuarantinedStream> quarantined = new ArrayList<>();
                    for (Row row : rows) {
                        quarantined.add(new QuarantinedStream(
                                row.getString(0), row.getUUID(1), row.getString(2), row.getOffsetDateTime(3)));
                    }
                    return quarantined;
                });
    }

    /** Lets the relay send a stream's events again; one that still cannot be sent quarantines it again. */
    public Future<?> release(String type, UUID id, String operator) {
        return pool.preparedQuery("update quarantined_stream set released_at = now(),"
                        + " reason = reason || '; released by ' || $3"
                        + " where stream_type = $1 and stream_id = $2 and released_at is null")
                .execute(Tuple.of(type, id, operator))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new DeskRefusal("the stream " + type + "/" + id + " is not quarantined");
                    }
                    signal.raise();
                    return rows;
                });
    }

    /** A quarantined stream, as an operator sees it. */
    public record QuarantinedStream(String type, UUID id, String reason, OffsetDateTime quarantinedAt) {}
}
