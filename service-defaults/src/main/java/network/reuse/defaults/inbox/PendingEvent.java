package network.reuse.defaults.inbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.StreamId;
import network.reuse.defaults.operator.DeskRefusal;
import org.jspecify.annotations.Nullable;

/**
 * An event that arrived and has not taken effect: it waits and mends itself, or is quarantined until an operator decides.
 *
 * @param id its row; 0 before it has one
 * @param awaited the stream whose news it waits for, when it waits for another's
 */
record PendingEvent(
        long id,
        Arrived event,
        Reason reason,
        String detail,
        @Nullable StreamId awaited) {

    private static final String COLUMNS =
            "select id, source, stream_type, stream_id, incarnation, sequence, event_id, type,"
                    + " correlation_id, traceparent, value, reason, detail, awaits_source, awaits_type, awaits_id from pending_event h";
    private static final String OF_STREAM =
            " consumer = $1 and source = $2 and stream_type = $3 and stream_id = $4 and reason in ";
    private static final String BLOCKS = "('FAULT', 'FORK', 'AWAITS')";
    private static final String WAITS = "('GAP', 'BEHIND')";

    /** What a failure says, as far as the database can keep it. */
    static String detail(Throwable failure) {
        String message = String.valueOf(failure.getMessage()).replace('\0', ' ');
        return message.length() > 2_000 ? message.substring(0, 2_000) : message;
    }

    /** All that is pending of these streams, or was decided about. */
    static Future<List<PendingEvent>> of(SqlClient database, String consumer, Collection<StreamId> streams) {
        UUID[] ids = streams.stream().map(StreamId::id).toArray(UUID[]::new);
        return database.preparedQuery(COLUMNS + " where consumer = $1 and stream_id = any($2)"
                        + " order by incarnation, sequence, id")
                .execute(Tuple.of(consumer, (Object) ids))
                .map(PendingEvent::read);
    }

    /** What decides about a stream's next step: all that blocks it, and the lowest that waits. */
    static Future<List<PendingEvent>> front(SqlClient database, String consumer, StreamId stream) {
        return database.preparedQuery("(" + COLUMNS + " where" + OF_STREAM + BLOCKS + ") union all (" + COLUMNS
                        + " where" + OF_STREAM + WAITS + " order by incarnation, sequence, id limit 1)")
                .execute(Tuple.of(consumer, stream.source(), stream.type(), stream.id()))
                .map(PendingEvent::read);
    }

    /** What waits for another stream that has moved since, or at all; the next so many after a row. */
    static Future<List<PendingEvent>> awaiting(SqlClient database, String consumer, long after, int most) {
        return database.preparedQuery(COLUMNS
                        + " where consumer = $1 and reason = 'AWAITS' and id > $2 and exists (select from consumer_checkpoint p"
                        + " where p.source = h.awaits_source and p.stream_type = h.awaits_type"
                        + " and p.stream_id = h.awaits_id) order by id limit $3")
                .execute(Tuple.of(consumer, after, most))
                .map(PendingEvent::read);
    }

    /** Streams in which the turn of what waits has come: whoever let it come could not see to it. */
    static Future<List<StreamId>> drainable(SqlClient database, String consumer, int most) {
        return database.preparedQuery("select distinct h.source, h.stream_type, h.stream_id from pending_event h"
                        + " left join consumer_checkpoint p using (consumer, source, stream_type, stream_id)"
                        + " where h.consumer = $1 and h.reason in " + WAITS
                        + " and case when p.sequence is null then h.sequence = 1"
                        + " else h.incarnation <> p.incarnation or h.sequence <= p.sequence + 1 end"
                        + " and not exists (select from pending_event b where b.consumer = h.consumer"
                        + " and b.source = h.source and b.stream_type = h.stream_type and b.stream_id = h.stream_id"
                        + " and b.reason in " + BLOCKS
                        + " and (b.incarnation, b.sequence) <= (h.incarnation, h.sequence)) limit $2")
                .execute(Tuple.of(consumer, most))
                .map(rows -> {
                    List<StreamId> streams = new ArrayList<>();
                    rows.forEach(row -> streams.add(new StreamId(row.getString(0), row.getString(1), row.getUUID(2))));
                    return streams;
                });
    }

    /** An event that is pending and not decided about. */
    static Future<PendingEvent> byId(SqlClient database, long id) {
        return database.preparedQuery(COLUMNS + " where id = $1 and state <> 'DECIDED'")
                .execute(Tuple.of(id))
                .compose(rows -> rows.size() == 0
                        ? Future.failedFuture(new DeskRefusal("event " + id + " has been decided about"))
                        : Future.succeededFuture(read(rows).getFirst()));
    }

    static Future<String> consumerOf(SqlClient database, long id) {
        return database.preparedQuery("select consumer from pending_event where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw new DeskRefusal("no pending event has the number " + id);
                    }
                    return rows.iterator().next().getString(0);
                });
    }

    static Future<Void> write(SqlClient database, String consumer, List<PendingEvent> newlyPending) {
        if (newlyPending.isEmpty()) {
            return Future.succeededFuture();
        }
        return database.preparedQuery(
                        "insert into pending_event(consumer, source, stream_type, stream_id, incarnation, sequence,"
                                + " event_id, type, correlation_id, traceparent, value, reason, detail, awaits_source, awaits_type,"
                                + " awaits_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
                                + " on conflict do nothing")
                .executeBatch(newlyPending.stream()
                        .map(pending -> pending.values(consumer))
                        .toList())
                .mapEmpty();
    }

    /** Writes down why this event is pending now, unless somebody has decided about it. */
    Future<Void> relabel(SqlClient database) {
        return database.preparedQuery("update pending_event set reason = $2, detail = $3, awaits_source = $4,"
                        + " awaits_type = $5, awaits_id = $6 where id = $1 and state <> 'DECIDED'")
                .execute(Tuple.of(
                        id,
                        reason.name(),
                        detail,
                        awaited == null ? null : awaited.source(),
                        awaited == null ? null : awaited.type(),
                        awaited == null ? null : awaited.id()))
                .mapEmpty();
    }

    /** Keeps what an operator decided as the explanation. */
    Future<Void> decide(SqlClient database, Reason decision, String explanation) {
        return database.preparedQuery("update pending_event set reason = $2, detail = detail || '; ' || $3"
                        + " where id = $1 and state <> 'DECIDED'")
                .execute(Tuple.of(id, decision.name(), explanation))
                .compose(rows -> rows.rowCount() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture(new DeskRefusal("event " + id + " has been decided about")));
    }

    PendingEvent because(Reason newReason, String newDetail, @Nullable StreamId newAwaited) {
        return new PendingEvent(id, event, newReason, newDetail, newAwaited);
    }

    private static List<PendingEvent> read(RowSet<Row> rows) {
        List<PendingEvent> pending = new ArrayList<>();
        for (Row row : rows) {
            UUID awaitsId = row.getUUID(15);
            pending.add(new PendingEvent(
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
        return pending;
    }

    private Tuple values(String consumer) {
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
        return values;
    }

    /** Why an event is pending. */
    enum Reason {
        /** An earlier event of its stream has not arrived; drains by itself. */
        GAP,
        /** It needs something that another stream has not said yet; drains by itself. */
        AWAITS,
        /** Its handler failed by its own fault, or it cannot be read; an operator replays or rejects it. */
        FAULT,
        /** Its number is another event's; an operator rejects it. */
        FORK,
        /** It stands in order behind one that is pending. */
        BEHIND,
        /** An operator decided that it takes no effect. Kept as the explanation. */
        REJECTED,
        /** An operator let it take effect. Kept as the explanation. */
        REPLAYED;

        /** Whether what follows in the stream stays behind it. */
        boolean blocks() {
            return this == AWAITS || this == FAULT || this == FORK;
        }

        /** Whether it waits for what comes before it in its own stream. */
        boolean waits() {
            return this == GAP || this == BEHIND;
        }
    }
}
