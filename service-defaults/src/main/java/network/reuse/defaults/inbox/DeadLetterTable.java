package network.reuse.defaults.inbox;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.keys.Sha256;
import network.reuse.defaults.operator.DeskRefusal;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The list of one consumer's dead letters, and what operators said of them. */
final class DeadLetterTable implements DeadLetters.Ledger {
    private final String consumer;
    private final Pool pool;

    DeadLetterTable(String consumer, Pool pool) {
        this.consumer = consumer;
        this.pool = pool;
    }

    @Override
    public Future<@Nullable Long> open(ConsumerRecord<String, byte[]> message, @Nullable UUID event, String reason) {
        Buffer digest = Buffer.buffer(digest(message));
        return pool.preparedQuery(
                        "insert into dead_letter(consumer, topic, partition, record_offset, digest, event_id, reason)"
                                + " values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing")
                .execute(Tuple.wrap(Arrays.asList(
                        consumer, message.topic(), message.partition(), message.offset(), digest, event, reason)))
                .compose(_ -> pool.preparedQuery("select id from dead_letter where consumer = $1 and topic = $2"
                                + " and partition = $3 and record_offset = $4 and digest = $5 and sent_at is null")
                        .execute(Tuple.of(consumer, message.topic(), message.partition(), message.offset(), digest)))
                .map(rows -> {
                    for (Row row : rows) {
                        return row.getLong(0);
                    }
                    return null;
                });
    }

    @Override
    public Future<Void> sent(long row) {
        return pool.preparedQuery("update dead_letter set sent_at = now() where id = $1")
                .execute(Tuple.of(row))
                .mapEmpty();
    }

    /** What nobody has acknowledged, oldest first, and then what somebody has; at most 1,000. */
    static Future<List<DeadLetter>> list(SqlClient database) {
        return database.query(
                        "select id, consumer, topic || '-' || partition || '@' || record_offset, event_id, reason,"
                                + " found_at, acknowledged_at, acknowledged_by, explanation from dead_letter"
                                + " order by acknowledged_at is not null, id limit 1000")
                .execute()
                .map(rows -> {
                    List<DeadLetter> letters = new ArrayList<>();
                    for (Row row : rows) {
                        letters.add(new DeadLetter(
                                row.getLong(0),
                                row.getString(1),
                                row.getString(2),
                                row.getUUID(3),
                                row.getString(4),
                                row.getOffsetDateTime(5),
                                row.getOffsetDateTime(6),
                                row.getString(7),
                                row.getString(8)));
                    }
                    return letters;
                });
    }

    /** Keeps who acknowledged the dead letters of a place, such as {@code collection.events-3@17}, and why; gives how many. */
    static Future<Integer> acknowledge(SqlClient database, String origin, String operator, String reason) {
        return database.preparedQuery(
                        "update dead_letter set acknowledged_at = now(), acknowledged_by = $2, explanation = $3"
                                + " where topic || '-' || partition || '@' || record_offset = $1 and acknowledged_at is null")
                .execute(Tuple.of(origin, operator, reason))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new DeskRefusal("no dead letter of " + origin + " waits to be acknowledged");
                    }
                    return rows.rowCount();
                });
    }

    /** The same for the record of a quarantined event that somebody has decided about. */
    static Future<Void> acknowledge(
            SqlClient database, String consumer, UUID event, String operator, String explanation) {
        return database.preparedQuery(
                        "update dead_letter set acknowledged_at = now(), acknowledged_by = $3, explanation = $4"
                                + " where consumer = $1 and event_id = $2 and acknowledged_at is null")
                .execute(Tuple.of(consumer, event, operator, explanation))
                .mapEmpty();
    }

    private static byte[] digest(ConsumerRecord<String, byte[]> message) {
        MessageDigest digest = Sha256.begun();
        String key = message.key();
        add(digest, key == null ? null : key.getBytes(StandardCharsets.UTF_8));
        add(digest, message.value());
        for (Header header : message.headers()) {
            add(digest, header.key().getBytes(StandardCharsets.UTF_8));
            add(digest, header.value());
        }
        return digest.digest();
    }

    private static void add(MessageDigest digest, byte @Nullable [] bytes) {
        digest.update((bytes == null ? "-" : bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        if (bytes != null) {
            digest.update(bytes);
        }
    }

    /**
     * A dead letter, as an operator sees it.
     *
     * @param origin where the record stands: topic, partition and offset
     * @param event the id of its event, where that could be read
     */
    record DeadLetter(
            long id,
            String consumer,
            String origin,
            @Nullable UUID event,
            String reason,
            OffsetDateTime foundAt,
            @Nullable OffsetDateTime acknowledgedAt,
            @Nullable String acknowledgedBy,
            @Nullable String explanation) {}
}
