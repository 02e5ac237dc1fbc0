package network.reuse.defaults.message;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Function;
import network.reuse.defaults.delivery.Claim;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a service, a row each: columns {@code state}, {@code attempts}, {@code fault} and {@code changed_at}, and where messages
 * go by SMS too {@code channel}, {@code reference} and {@code asked_at}.
 *
 * @param table its name
 * @param key its primary key, a UUID
 * @param due an SQL condition on a row with the state {@code DUE}, for it to be sent now
 * @param order which is next, as in {@code order by}
 * @param waiting an SQL expression: the state of one that is to wait for another attempt
 * @param retry the name of the timer that makes one due again; its key is the message's
 * @param columns what is read of one that is claimed
 * @param read makes a message of these columns
 */
public record MessageTable<M extends ClaimedMessage>(
        String table,
        String key,
        String due,
        String order,
        String waiting,
        String retry,
        String columns,
        Function<Row, M> read) {

    /** What one is that waits, where nothing else is said. */
    public static final String WAITS = "'WAITING'";

    private static final String ASKED_ABOUT = "state = 'SENT' and channel = 'SMS' and reference is not null"
            + " and changed_at > $1::timestamptz - interval '3 days' and (asked_at is null or asked_at < $1::timestamptz"
            + " - case when changed_at > $1::timestamptz - interval '1 hour' then $2::bigint * interval '1 millisecond'"
            + " else interval '30 minutes' end)";

    /** A message of which the provider is to be asked what became of it. */
    record Asked(UUID id, String reference) {}

    /** Takes a message that is due, for good: whoever dies after this leaves it unclear. Null when none is due. */
    Future<@Nullable M> claim(SqlClient client, Instant now) {
        return new Claim(table, key, "state = 'DUE' and " + due, order, "state = 'SENDING', changed_at = $1")
                .next(client, columns, now)
                .map(row -> row == null ? null : read.apply(row));
    }

    /** A message that waited is due again. */
    public Future<?> due(SqlConnection transaction, UUID id, Instant now) {
        return transaction
                .preparedQuery("update " + table + " set state = 'DUE', changed_at = $2 where " + key
                        + " = $1 and state = 'WAITING'")
                .execute(Tuple.of(id, time(now)));
    }

    /** What became of a message that was being sent. */
    Future<?> settle(SqlClient client, UUID id, MessageState state, @Nullable String fault, Instant now) {
        return client.preparedQuery("update " + table + " set state = $2, fault = $3, changed_at = $4 where " + key
                        + " = $1 and state = 'SENDING'")
                .execute(Tuple.of(id, state.name(), fault, time(now)));
    }

    /** A message that was being sent waits for another attempt. */
    public Future<?> postpone(SqlConnection transaction, UUID id, String fault, Instant now) {
        return transaction
                .preparedQuery("update " + table + " set state = " + waiting + ", fault = $2, changed_at = $3 where "
                        + key + " = $1 and state = 'SENDING'")
                .execute(Tuple.of(id, fault, time(now)));
    }

    /** The SMS provider has taken it under this reference. */
    Future<?> sentBySms(SqlClient client, UUID id, String reference, Instant now) {
        return client.preparedQuery(
                        "update " + table + " set state = 'SENT', fault = null, channel = 'SMS', reference = $2,"
                                + " changed_at = $3 where " + key + " = $1 and state = 'SENDING'")
                .execute(Tuple.of(id, reference, time(now)));
    }

    /**
     * Takes one by SMS of which nobody has asked for so long what became of it: in its first hour as often as said, then every half hour,
     * for three days. Null when there is none.
     */
    Future<@Nullable Asked> ask(SqlClient client, Instant now, long restMillis) {
        return client.preparedQuery(
                        "update " + table + " set asked_at = $1 where " + key + " = (select " + key + " from "
                                + table + " where " + ASKED_ABOUT
                                + " order by changed_at limit 1 for update skip locked) returning "
                                + key + ", reference")
                .execute(Tuple.of(time(now), restMillis))
                .map(rows -> {
                    for (Row row : rows) {
                        return new Asked(row.getUUID(0), row.getString(1));
                    }
                    return null;
                });
    }

    /** What the provider says became of it. */
    Future<?> told(SqlClient client, UUID id, MessageState state, @Nullable String fault, Instant now) {
        return client.preparedQuery("update " + table + " set state = $2, fault = $3, changed_at = $4 where " + key
                        + " = $1 and state = 'SENT'")
                .execute(Tuple.of(id, state.name(), fault, time(now)));
    }

    /** Says of messages that have been on their way since before that nobody knows what became of them. */
    Future<?> giveUpSince(Pool pool, Instant before, Instant now) {
        return pool.preparedQuery("update " + table
                        + " set state = 'UNCLEAR', changed_at = $2 where state = 'SENDING' and changed_at < $1")
                .execute(Tuple.of(time(before), time(now)));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
