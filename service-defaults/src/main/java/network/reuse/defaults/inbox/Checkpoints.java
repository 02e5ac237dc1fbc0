package network.reuse.defaults.inbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.StreamId;

/** How far one consumer has come in each stream of one source. */
final class Checkpoints {
    private final String consumer;
    private final String source;
    private final boolean guarding;

    Checkpoints(String consumer, String source, boolean guarding) {
        this.consumer = consumer;
        this.source = source;
        this.guarding = guarding;
    }

    /** Reads the checkpoints of these streams and locks them. */
    Future<Map<StreamId, Checkpoint>> lock(SqlConnection connection, Collection<StreamId> streams) {
        UUID[] ids = streams.stream().map(StreamId::id).toArray(UUID[]::new);
        return connection
                .preparedQuery("select stream_type, stream_id, incarnation, sequence, event_id from consumer_checkpoint"
                        + " where consumer = $1 and source = $2 and stream_id = any($3) for update")
                .execute(Tuple.of(consumer, source, ids))
                .map(rows -> {
                    Map<StreamId, Checkpoint> checkpoints = new HashMap<>();
                    for (Row row : rows) {
                        checkpoints.put(
                                new StreamId(source, row.getString(0), row.getUUID(1)),
                                new Checkpoint(row.getInteger(2), row.getLong(3), row.getUUID(4)));
                    }
                    return checkpoints;
                });
    }

    Future<Void> move(SqlConnection connection, Map<StreamId, Checkpoint> moved) {
        int n = moved.size();
        if (n == 0) {
            return Future.succeededFuture();
        }
        String[] types = new String[n];
        UUID[] ids = new UUID[n];
        Integer[] incarnations = new Integer[n];
        Long[] sequences = new Long[n];
        UUID[] events = new UUID[n];
        int i = 0;
        for (Map.Entry<StreamId, Checkpoint> entry : moved.entrySet()) {
            types[i] = entry.getKey().type();
            ids[i] = entry.getKey().id();
            incarnations[i] = entry.getValue().incarnation();
            sequences[i] = entry.getValue().sequence();
            events[i] = entry.getValue().eventId();
            i++;
        }
        Tuple values = Tuple.tuple();
        values.addValue(consumer);
        values.addValue(source);
        values.addValue(types);
        values.addValue(ids);
        values.addValue(incarnations);
        values.addValue(sequences);
        values.addValue(events);
        return connection
                .preparedQuery("insert into consumer_checkpoint as p"
                        + "(consumer, source, stream_type, stream_id, incarnation, sequence, event_id)"
                        + " select $1, $2, t, i, n, s, e from"
                        + " unnest($3::text[], $4::uuid[], $5::int[], $6::bigint[], $7::uuid[]) as u(t, i, n, s, e)"
                        + " order by i on conflict (consumer, source, stream_type, stream_id) do update"
                        + " set incarnation = excluded.incarnation, sequence = excluded.sequence, event_id = excluded.event_id"
                        + (guarding
                                ? " where (p.incarnation, p.sequence) < (excluded.incarnation, excluded.sequence)"
                                : "")
                        + " returning stream_id")
                .execute(values)
                .compose(rows -> rows.size() == n
                        ? Future.succeededFuture()
                        : Future.failedFuture(new Overtaken("another process took events of the same streams")));
    }

    /** Another process was faster; what it did is seen when this is tried again. */
    static final class Overtaken extends RuntimeException {
        Overtaken(String message) {
            super(message, null, false, false);
        }
    }
}
