package network.reuse.defaults.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import network.reuse.defaults.leader.LeaderLocks;
import network.reuse.defaults.schema.Schema;
import network.reuse.defaults.testing.DefaultsAlone;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.servers.TestBackends;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What the relay carries to Kafka, on real servers. */
@QuarkusTest
@TestProfile(DefaultsAlone.class)
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class OutboxIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TOPIC = "collection.events";

    private final SharedProducer kafka;
    private final LeaderLocks locks;
    private final Schema schema;

    @Inject
    OutboxIT(SharedProducer kafka, LeaderLocks locks, Schema schema) {
        this.kafka = kafka;
        this.locks = locks;
        this.schema = schema;
    }

    @Test
    void eachStreamIsSentInItsOrderAndEachEventOnce() throws SQLException {
        List<UUID> streams = Stream.generate(UUID::randomUUID).limit(5).toList();
        for (int sequence = 1; sequence <= 200; sequence += 10) {
            for (UUID stream : streams) {
                commit(stream, sequence, 10);
            }
        }

        awaitSent(streams);

        for (UUID stream : streams) {
            assertThat(sent(stream)).isEqualTo(numbers(200));
        }
    }

    @Test
    void whatIsCommittedBehindALaterEventIsSentToo() throws SQLException {
        UUID early = UUID.randomUUID();
        UUID late = UUID.randomUUID();
        try (Connection slow = connection("collection_owner")) {
            slow.setAutoCommit(false);
            append(slow, early, 1, 1);
            commit(late, 1, 1);
            awaitSent(List.of(late));
            assertThat(sent(early)).isEmpty();
            slow.commit();
        }

        awaitSent(List.of(early));

        assertThat(sent(early)).containsExactly("1");
        assertThat(sent(late)).containsExactly("1");
    }

    @Test
    void whatIsRolledBackIsNeverSent() throws SQLException {
        UUID undone = UUID.randomUUID();
        UUID next = UUID.randomUUID();
        try (Connection owner = connection("collection_owner")) {
            owner.setAutoCommit(false);
            append(owner, undone, 1, 3);
            owner.rollback();
        }
        commit(next, 1, 1);

        awaitSent(List.of(next));

        assertThat(sent(undone)).isEmpty();
    }

    @Test
    void anEventWhoseLeaderDiesBeforeItIsNotedAsSentIsSentAgainAndSaysSo() throws SQLException {
        UUID stream = UUID.randomUUID();
        try (Connection holder = connection("collection_owner")) {
            holder.setAutoCommit(false);
            append(holder, stream, 1, 1);
            holder.commit();
            // Sent it may be before it is locked; then there is nothing to hold, and another is tried.
            int sequence = 1;
            while (!locked(holder, stream, sequence)) {
                append(holder, stream, ++sequence, 1);
                holder.commit();
            }
            String last = Integer.toString(sequence);
            await("the event to be sent").atMost(SOON).until(() -> sent(stream).contains(last));
            await("the leader to end").atMost(SOON).until(OutboxIT::endTheLeader);
            holder.rollback();

            awaitSent(List.of(stream));

            assertThat(sent(stream)).endsWith(last, last + " again");
        }
    }

    @Test
    void ofTwoRelaysThatCompeteOneSendsAndNothingTwice() throws Exception {
        UUID stream = UUID.randomUUID();
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        Relay second = new Relay(new RelaySignal(), kafka, locks, schema, metrics);
        second.start(new StartupEvent(), metrics);
        try {
            for (int sequence = 1; sequence <= 300; sequence += 5) {
                commit(stream, sequence, 5);
            }
            awaitSent(List.of(stream));

            assertThat(sent(stream)).isEqualTo(numbers(300));
        } finally {
            second.stop(new ShutdownEvent());
        }
    }

    @Test
    void whenLeadersDieWhileEventsComeNothingIsLostAndWhatIsSentTwiceSaysSo() throws Exception {
        List<UUID> streams = Stream.generate(UUID::randomUUID).limit(3).toList();
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        Relay second = new Relay(new RelaySignal(), kafka, locks, schema, metrics);
        second.start(new StartupEvent(), metrics);
        try {
            for (int sequence = 1; sequence <= 400; sequence += 4) {
                for (UUID stream : streams) {
                    commit(stream, sequence, 4);
                }
                if (sequence % 100 == 1) {
                    await("the leader to end").atMost(SOON).until(OutboxIT::endTheLeader);
                }
            }
            awaitSent(streams);
        } finally {
            second.stop(new ShutdownEvent());
        }

        for (UUID stream : streams) {
            List<String> sent = sent(stream);
            assertThat(sent.stream().map(number -> number.replace(" again", "")).distinct())
                    .containsExactlyElementsOf(numbers(400));
            assertThat(sent.stream().filter(number -> !number.endsWith(" again")))
                    .doesNotHaveDuplicates();
        }
    }

    /**
     * A burst meets a topic whose partitions come up one after the other: what a partition refuses for the moment and what it
     * takes a moment later must not change places, for the broker would then refuse the former for ever.
     */
    @RepeatedTest(3)
    void whatIsSentWhileALostTopicIsMadeAgainArrivesInItsOrder() throws Exception {
        List<UUID> before = Stream.generate(UUID::randomUUID).limit(50).toList();
        for (UUID stream : before) {
            commit(stream, 1, 1);
        }
        awaitSent(before);
        List<UUID> streams = Stream.generate(UUID::randomUUID).limit(100).toList();
        try (Admin admin = Admin.create(NetworkResource.backends("collection").kafkaClient("admin"))) {
            admin.deleteTopics(List.of(TOPIC)).all().get();
            await("the topic to be gone")
                    .atMost(SOON)
                    .until(() -> !admin.listTopics().names().get().contains(TOPIC));
            try (Connection owner = connection("collection_owner")) {
                owner.setAutoCommit(false);
                for (UUID stream : streams) {
                    append(owner, stream, 1, 50);
                }
                owner.commit();
            }
            admin.createTopics(List.of(new NewTopic(TOPIC, 12, (short) 1)))
                    .all()
                    .get();
        }

        awaitSent(streams);

        Map<String, List<String>> sent = sentAll();
        assertThat(streams)
                .allSatisfy(stream -> assertThat(sent.get(stream.toString()))
                        .map(number -> number.replace(" again", ""))
                        .isEqualTo(numbers(50)));
    }

    /** Whether the leader's session could be ended; false while nobody leads. */
    private static boolean endTheLeader() throws SQLException {
        try (Connection worker = connection("collection_worker");
                Statement statement = worker.createStatement();
                ResultSet rows =
                        statement.executeQuery("select count(pg_terminate_backend(a.pid)) from pg_stat_activity a"
                                + " join pg_locks l on l.pid = a.pid and l.locktype = 'advisory' and l.granted"
                                + " where a.application_name = 'relay'")) {
            return rows.next() && rows.getInt(1) > 0;
        }
    }

    private static void commit(UUID stream, int first, int count) throws SQLException {
        try (Connection owner = connection("collection_owner")) {
            owner.setAutoCommit(false);
            append(owner, stream, first, count);
            owner.commit();
        }
    }

    private static void append(Connection connection, UUID stream, int first, int count) throws SQLException {
        try (PreparedStatement append = connection.prepareStatement("with journalled as (insert into event_journal("
                + "event_id, topic, stream_type, stream_id, sequence, type, value, correlation_id, occurred_at, recorded_at)"
                + " select gen_random_uuid(), '" + TOPIC + "', 'lot', ?, n, 'collection.LotDeclined.v1', '{}',"
                + " gen_random_uuid(), now(), now() from generate_series(?, ?) n order by n returning id)"
                + " insert into outbox(journal_id) select id from journalled order by id")) {
            append.setObject(1, stream);
            append.setInt(2, first);
            append.setInt(3, first + count - 1);
            assertThat(append.executeUpdate()).isEqualTo(count);
        }
    }

    /** Whether an event still waits in the outbox, and is kept there until the transaction ends. */
    private static boolean locked(Connection connection, UUID stream, int sequence) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select o.journal_id from outbox o join event_journal j"
                        + " on j.id = o.journal_id where j.stream_id = ? and j.sequence = ? for update of o")) {
            lock.setObject(1, stream);
            lock.setInt(2, sequence);
            try (ResultSet rows = lock.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void awaitSent(List<UUID> streams) {
        await("the outbox to be empty").atMost(SOON).until(() -> {
            try (Connection audit = connection("audit");
                    PreparedStatement waiting =
                            audit.prepareStatement("select count(*) from outbox o join event_journal j"
                                    + " on j.id = o.journal_id where j.stream_id = any(?)")) {
                waiting.setArray(1, audit.createArrayOf("uuid", streams.toArray()));
                try (ResultSet rows = waiting.executeQuery()) {
                    return rows.next() && rows.getInt(1) == 0;
                }
            }
        });
    }

    private static List<String> numbers(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(Integer::toString).toList();
    }

    /** The numbers of a stream's events as its topic holds them. */
    private static List<String> sent(UUID stream) {
        return sentAll().getOrDefault(stream.toString(), List.of());
    }

    /** The numbers of every stream's events as their topic holds them. */
    private static Map<String, List<String>> sentAll() {
        Map<String, Object> settings =
                new HashMap<>(NetworkResource.backends("collection").kafkaClient("audit"));
        settings.put("group.id", "audit-" + UUID.randomUUID());
        Map<String, List<String>> sent = new HashMap<>();
        try (KafkaConsumer<String, byte[]> events =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = events.partitionsFor(TOPIC).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            events.assign(partitions);
            events.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = events.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> events.position(one) < ends.getOrDefault(one, 0L))) {
                for (ConsumerRecord<String, byte[]> event : events.poll(Duration.ofMillis(200))) {
                    String number =
                            new String(event.headers().lastHeader("ce_sequence").value(), StandardCharsets.UTF_8);
                    sent.computeIfAbsent(event.key(), _ -> new ArrayList<>())
                            .add(event.headers().lastHeader("ce_resent") == null ? number : number + " again");
                }
            }
        }
        return sent;
    }

    private static Connection connection(String role) throws SQLException {
        TestBackends backends = NetworkResource.backends("collection");
        return DriverManager.getConnection(backends.jdbcUrl("collection"), role, backends.databasePassword(role));
    }
}
