package network.reuse.defaults.inbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * An event that arrived but has not taken effect, and why.
 *
 * @param id its row; 0 before it has one
 * @param awaited the stream whose news it waits for, when it waits for another's
 */
record Held(
        long id,
        Arrived event,
        Reason reason,
        String detail,
        @Nullable StreamId awaited) {

    private static final String COLUMNS =
            "select id, source, stream_type, stream_id, incarnation, sequence, event_id, type,"
                    + " correlation_id, traceparent, value, reason, detail, awaits_source, awaits_type, awaits_id from held_event";

    static Future<List<Held>> of(SqlConnection connection, String consumer, Collection<StreamId> streams) {
        UUID[] ids = streams.stream().map(StreamId::id).toArray(UUID[]::new);
        return connection
                .preparedQuery(COLUMNS + " where consumer = $1 and stream_id = any($2) order by sequence")
                .execute(Tuple.of(consumer, (Object) ids))
                .map(Held::read);
    }

    /** What waits for another stream that has moved since, or at all. */
    static Future<List<Held>> drainable(SqlConnection connection, String consumer) {
        return connection
                .preparedQuery(COLUMNS
                        + " h where consumer = $1 and reason = 'AWAITS' and exists (select from consumer_position p"
                        + " where p.source = h.awaits_source and p.stream_type = h.awaits_type"
                        + " and p.stream_id = h.awaits_id) order by sequence")
                .execute(Tuple.of(consumer))
                .map(Held::read);
    }

    static Future<List<Held>> byId(SqlConnection connection, long id) {
        return connection
                .preparedQuery(COLUMNS + " where id = $1 and reason in ('FAULT', 'FORK', 'AWAITS')")
                .execute(Tuple.of(id))
                .map(Held::read);
    }

    static Future<String> consumerOf(Pool pool, long id) {
        return pool.preparedQuery("select consumer from held_event where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw new IllegalArgumentException("no held event has the number " + id);
                    }
                    return rows.iterator().next().getString(0);
                });
    }

    private static List<Held> read(RowSet<Row> rows) {
        List<Held> held = new ArrayList<>();
        for (Row row : rows) {
            UUID awaitsId = row.getUUID(15);
            held.add(new Held(
                    row.getLong(0),
                    new Arrived(
                            new StreamId(row.getString(1), row.getString(2), row.getUUID(3)),
                            row.getInteger(4),
                            row.getLong(5),
                            row.getUUID(6),
                            row.getString(7),
                            row.getUUID(8),
                            row.getString(9),
                            row.getString(10)),
                    Reason.valueOf(row.getString(11)),
                    row.getString(12),
                    awaitsId == null ? null : new StreamId(row.getString(13), row.getString(14), awaitsId)));
        }
        return held;
    }

    Future<Void> write(SqlConnection connection, String consumer) {
        Tuple values = Tuple.tuple();
        values.addValue(consumer);
        values.addValue(event.stream().source());
        values.addValue(event.stream().type());
        values.addValue(event.stream().id());
        values.addValue(event.incarnation());
        values.addValue(event.sequence());
        values.addValue(event.eventId());
        values.addValue(event.type());
        values.addValue(event.correlation());
        values.addValue(event.traceparent());
        values.addValue(event.value());
        values.addValue(reason.name());
        values.addValue(detail);
        values.addValue(awaited == null ? null : awaited.source());
        values.addValue(awaited == null ? null : awaited.type());
        values.addValue(awaited == null ? null : awaited.id());
        return connection
                .preparedQuery("insert into held_event(consumer, source, stream_type, stream_id, incarnation, sequence,"
                        + " event_id, type, correlation_id, traceparent, value, reason, detail, awaits_source, awaits_type,"
                        + " awaits_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
                        + " on conflict do nothing")
                .execute(values)
                .mapEmpty();
    }

    /** Why an event is held. */
    enum Reason {
        /** An earlier event of its stream has not arrived; drains by itself. */
        GAP(false),
        /** It needs something that another stream has not said yet; drains by itself. */
        AWAITS(true),
        /** Its handler failed by its own fault; an operator replays or rejects it. */
        FAULT(true),
        /** Its number was used by another event before; an operator rejects one. */
        FORK(true),
        /** It stands in order behind one that is held. */
        BEHIND(false),
        /** An operator decided that it takes no effect. Kept as the explanation. */
        REJECTED(false);

        private final boolean blocks;

        Reason(boolean blocks) {
            this.blocks = blocks;
        }

        boolean blocks() {
            return blocks;
        }
    }
}
