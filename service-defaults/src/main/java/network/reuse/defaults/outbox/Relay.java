package network.reuse.defaults.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import network.reuse.defaults.leader.LeaderLock;
import network.reuse.defaults.leader.LeaderLocks;
import network.reuse.defaults.schema.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries committed events to Kafka. One relay per service is active: it reads and deletes with the very session that
 * holds its leader lock. Oldest first, no cursor: a row that commits late is found by the next look. What was
 * acknowledged is deleted, per stream in order. An event that may have been sent before, by a leader that died or in a
 * send that timed out, carries the header {@code ce_resent}.
 */
@ApplicationScoped
public class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final long LOCK = 0x52454C4159L;
    private static final int BATCH = 500;
    private static final long SHORTEST_LOOP_NANOS = 14_000_000L;
    private static final int FEW = 64;
    private static final String WAITING =
            "select o.journal_id, j.event_id, j.topic, j.stream_type, j.stream_id, j.sequence,"
                    + " j.type, j.value, j.correlation_id, j.traceparent, j.occurred_at, o.resent"
                    + " from outbox o cross join lateral (select * from event_journal where id = o.journal_id offset 0) j"
                    + " where not exists (select from quarantined_stream p where p.stream_type = j.stream_type and p.stream_id = j.stream_id"
                    + " and p.released_at is null)"
                    + " order by o.journal_id limit " + BATCH;

    /**
     * Whatever the statistics say of a table that is empty most of the time, it is walked by its index, from the oldest on: a
     * plan that walks the journal instead costs more with every event there ever was.
     */
    private static final String BY_INDEX =
            "-c enable_seqscan=off -c enable_sort=off -c enable_hashjoin=off -c enable_mergejoin=off";

    private final RelaySignal signal;
    private final SharedProducer kafka;
    private final LeaderLocks locks;
    private final Schema schema;
    private final Counter sent;
    private volatile boolean running = true;
    private volatile boolean leading;
    private volatile @Nullable Thread thread;

    public Relay(RelaySignal signal, SharedProducer kafka, LeaderLocks locks, Schema schema, MeterRegistry metrics) {
        this.signal = signal;
        this.kafka = kafka;
        this.locks = locks;
        this.schema = schema;
        this.sent = metrics.counter("reuse.relay.sent");
    }

    void start(@Observes StartupEvent started, MeterRegistry metrics) {
        metrics.gauge("reuse.relay.leading", this, relay -> relay.leading ? 1 : 0);
        schema.whenCurrent(
                () -> thread = Thread.ofPlatform().name("relay").daemon().start(this::run));
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        running = false;
        signal.raise();
        Thread relay = thread;
        if (relay != null) {
            relay.join(5_000);
        }
    }

    private void run() {
        while (running) {
            try (LeaderLock lock = locks.open("relay", LOCK, BY_INDEX)) {
                while (running) {
                    if (lock.leads()) {
                        LOG.info("this process now carries the service's events to Kafka");
                        leading = true;
                        lead(lock.connection());
                    } else {
                        pause(500);
                    }
                }
            } catch (SQLException lost) {
                LOG.warnf("the relay lost its database connection and will try again: %s", lost.getMessage());
                pause(500);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException fault) {
                LOG.error("the relay stumbled and will try again", fault);
                pause(1_000);
            } finally {
                leading = false;
            }
        }
    }

    private void lead(Connection connection) throws SQLException, InterruptedException {
        long maybeSentUpTo = newest(connection);
        Set<Long> maybeSent = new HashSet<>();
        long idleSince = System.nanoTime();
        try (PreparedStatement waiting = connection.prepareStatement(WAITING);
                PreparedStatement delete =
                        connection.prepareStatement("delete from outbox where journal_id = any(?)")) {
            while (running) {
                List<Outgoing> batch = read(waiting);
                if (batch.isEmpty()) {
                    boolean longIdle = System.nanoTime() - idleSince > 1_000_000_000L;
                    if (signal.await(longIdle ? 50 : 20)) {
                        idleSince = System.nanoTime();
                    }
                    continue;
                }
                idleSince = System.nanoTime();
                for (Outgoing event : batch) {
                    event.resent |= event.journalId <= maybeSentUpTo || maybeSent.contains(event.journalId);
                }
                send(connection, batch);
                List<Long> acked = ackedInOrder(batch);
                if (!acked.isEmpty()) {
                    delete.setArray(1, connection.createArrayOf("bigint", acked.toArray()));
                    delete.executeUpdate();
                    sent.increment(acked.size());
                    maybeSent.removeAll(acked);
                }
                if (batch.size() < FEW) {
                    // Few at a time cost many round trips: what comes within the next moments goes along.
                    LockSupport.parkNanos(SHORTEST_LOOP_NANOS - (System.nanoTime() - idleSince));
                }
                if (acked.size() < batch.size()) {
                    batch.forEach(event -> maybeSent.add(event.journalId));
                    maybeSent.removeAll(acked);
                    quarantine(connection, batch);
                    pause(250);
                }
            }
        }
    }

    private static long newest(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet newest = statement.executeQuery("select coalesce(max(journal_id), 0) from outbox")) {
            return newest.next() ? newest.getLong(1) : 0;
        }
    }

    private static List<Outgoing> read(PreparedStatement waiting) throws SQLException {
        List<Outgoing> batch = new ArrayList<>();
        try (ResultSet rows = waiting.executeQuery()) {
            while (rows.next()) {
                batch.add(new Outgoing(rows));
            }
        }
        return batch;
    }

    /**
     * Sends a batch and waits for every answer; the database hears from us meanwhile, so that the lock stays ours. An
     * event that cannot even be handed over keeps back what follows it: a record that can never be sent keeps back its
     * stream, an absent broker everything.
     */
    private void send(Connection connection, List<Outgoing> batch) throws SQLException, InterruptedException {
        CountDownLatch answers = new CountDownLatch(batch.size());
        Set<UUID> broken = new HashSet<>();
        boolean away = false;
        for (Outgoing event : batch) {
            if (away || broken.contains(event.streamId)) {
                answers.countDown();
                continue;
            }
            try {
                var _ = kafka.send(event.message(), (_, failure) -> {
                    event.failure = failure;
                    event.acked = failure == null;
                    answers.countDown();
                });
            } catch (RuntimeException refused) {
                event.failure = refused;
                answers.countDown();
            }
            if (neverSendable(event.failure)) {
                broken.add(event.streamId);
            } else {
                away = event.failure != null;
            }
        }
        while (running && !answers.await(3, TimeUnit.SECONDS)) {
            try (Statement alive = connection.createStatement()) {
                alive.execute("select 1");
            }
        }
    }

    private static boolean neverSendable(@Nullable Exception failure) {
        return failure instanceof RecordTooLargeException || failure instanceof SerializationException;
    }

    /** Of each stream, what was acknowledged before its first failure. */
    private static List<Long> ackedInOrder(List<Outgoing> batch) {
        Set<UUID> broken = new HashSet<>();
        List<Long> acked = new ArrayList<>(batch.size());
        for (Outgoing event : batch) {
            if (!event.acked) {
                broken.add(event.streamId);
            } else if (!broken.contains(event.streamId)) {
                acked.add(event.journalId);
            }
        }
        return acked;
    }

    /** A record that can never be sent stops its own stream, and nobody else's. */
    private static void quarantine(Connection connection, List<Outgoing> batch) throws SQLException {
        for (Outgoing event : batch) {
            Exception failure = event.failure;
            if (failure != null && neverSendable(failure)) {
                LOG.errorf(
                        failure,
                        "stream %s/%s is quarantined: its event cannot be sent",
                        event.streamType,
                        event.streamId);
                try (PreparedStatement write = connection.prepareStatement(
                        "insert into quarantined_stream as p(stream_type, stream_id, reason)"
                                + " values (?, ?, ?) on conflict (stream_type, stream_id) do update set"
                                + " reason = right(p.reason, 2000) || '; quarantined again: ' || excluded.reason,"
                                + " quarantined_at = now(), released_at = null where p.released_at is not null")) {
                    write.setString(1, event.streamType);
                    write.setObject(2, event.streamId);
                    write.setString(3, String.valueOf(failure.getMessage()));
                    write.executeUpdate();
                }
            }
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Outgoing {
        private final long journalId;
        private final UUID eventId;
        private final String topic;
        private final String streamType;
        private final UUID streamId;
        private final long sequence;
        private final String type;
        private final String value;
        private final UUID correlation;
        private final @Nullable String traceparent;
        private final OffsetDateTime occurredAt;
        private volatile boolean acked;
        private volatile @Nullable Exception failure;
        private boolean resent;

        Outgoing(ResultSet row) throws SQLException {
            journalId = row.getLong(1);
            eventId = row.getObject(2, UUID.class);
            topic = row.getString(3);
            streamType = row.getString(4);
            streamId = row.getObject(5, UUID.class);
            sequence = row.getLong(6);
            type = row.getString(7);
            value = row.getString(8);
            correlation = row.getObject(9, UUID.class);
            traceparent = row.getString(10);
            occurredAt = row.getObject(11, OffsetDateTime.class);
            resent = row.getBoolean(12);
        }

        ProducerRecord<String, byte[]> message() {
            ProducerRecord<String, byte[]> message =
                    new ProducerRecord<>(topic, streamId.toString(), value.getBytes(StandardCharsets.UTF_8));
            Headers headers = message.headers();
            add(headers, "content-type", "application/json");
            add(headers, "ce_specversion", "1.0");
            add(headers, "ce_id", eventId.toString());
            add(headers, "ce_source", type.substring(0, type.indexOf('.')));
            add(headers, "ce_type", type);
            add(headers, "ce_time", occurredAt.toInstant().toString());
            add(headers, "ce_subject", streamType + "/" + streamId);
            add(headers, "ce_sequence", Long.toString(sequence));
            add(headers, "ce_correlationid", correlation.toString());
            if (traceparent != null) {
                add(headers, "traceparent", traceparent);
            }
            if (resent) {
                add(headers, "ce_resent", "true");
            }
            return message;
        }

        private static void add(Headers headers, String name, String text) {
            headers.add(name, text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
