package network.reuse.defaults.inbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * An event that is pending or was decided about, as an operator sees it.
 *
 * @param state {@code QUARANTINED} (an operator decides), {@code WAITING} (it mends itself) or {@code DECIDED}
 */
public record QuarantineEntry(
        long id,
        String consumer,
        String stream,
        long sequence,
        UUID eventId,
        String type,
        String state,
        String reason,
        String detail,
        OffsetDateTime arrivedAt) {

    static Future<List<QuarantineEntry>> list(Pool pool) {
        return pool.query(
                        "select id, consumer, source || '/' || stream_type || '/' || stream_id, sequence, event_id, type,"
                                + " state, reason, detail, arrived_at from pending_event"
                                + " order by array_position(array['QUARANTINED', 'WAITING', 'DECIDED'], state), id limit 1000")
                .execute()
                .map(rows -> {
                    List<QuarantineEntry> entries = new ArrayList<>();
                    for (Row row : rows) {
                        entries.add(new QuarantineEntry(
                                row.getLong(0),
                                row.getString(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getUUID(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7),
                                row.getString(8),
                                row.getOffsetDateTime(9)));
                    }
                    return entries;
                });
    }
}
