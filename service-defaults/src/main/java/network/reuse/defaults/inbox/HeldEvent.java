package network.reuse.defaults.inbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An event that is held, as an operator sees it. */
public record HeldEvent(
        long id,
        String consumer,
        String stream,
        long sequence,
        UUID eventId,
        String type,
        String reason,
        String detail,
        OffsetDateTime heldAt) {

    static Future<List<HeldEvent>> list(Pool pool) {
        return pool.query(
                        "select id, consumer, source || '/' || stream_type || '/' || stream_id, sequence, event_id, type,"
                                + " reason, detail, held_at from held_event"
                                + " order by reason in ('REJECTED', 'REPLAYED'), id limit 1000")
                .execute()
                .map(rows -> {
                    List<HeldEvent> held = new ArrayList<>();
                    for (Row row : rows) {
                        held.add(new HeldEvent(
                                row.getLong(0),
                                row.getString(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getUUID(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7),
                                row.getOffsetDateTime(8)));
                    }
                    return held;
                });
    }
}
