package network.reuse.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import network.reuse.servers.Service;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The one whole network that the end-to-end tests of a run share, with its partners in the register. It speaks TLS with
 * PostgreSQL and Kafka, as in production.
 */
final class RunningNetwork {
    static final String DONOR = "01900000-0000-7000-8000-000000000001";
    static final String CARRIER = "01900000-0000-7000-8000-000000000002";
    static final String WORKSHOP = "01900000-0000-7000-8000-000000000003";
    static final String SANDBOX_WORKSHOP = "01900000-0000-7000-8000-000000000013";
    static final String SANDBOX_CARRIER = "01900000-0000-7000-8000-000000000014";
    static final String SANDBOX_ASSOCIATION = "01900000-0000-7000-8000-000000000016";

    /** The tests live shortly after Grand Est's deadline, so that there is a time before it and one after. */
    private static final Instant BEGIN = Instant.parse("2026-02-04T06:00:00Z");

    private static Duration offset = Duration.ZERO;

    private static @Nullable LocalNetwork network;

    private RunningNetwork() {}

    static synchronized LocalNetwork get() {
        if (network == null) {
            offset = Duration.between(Instant.now(), BEGIN);
            LocalNetwork started = LocalNetwork.start(LocalNetwork.options()
                    .folder(Path.of("target/network"))
                    .freePorts()
                    .testClients()
                    .quickStart()
                    .tls()
                    .environment(Map.of("REUSE_CLOCK_OFFSET", clockOffset()))
                    .progress(line -> System.out.println(line)));
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            network = started;
        }
        return network;
    }

    /** The business time of the tests' network. */
    static synchronized Instant now() {
        return Instant.now().plus(offset);
    }

    static synchronized String clockOffset() {
        return offset.toString();
    }

    /** The last warnings and errors that each service logged, for a test that fails where no other trace is kept. */
    static String warnings() {
        StringBuilder found = new StringBuilder();
        for (Service service : Service.ALL) {
            Path log = get().folder().resolve("logs/" + service.name() + ".log");
            try (Stream<String> lines = Files.lines(log)) {
                List<String> warnings = lines.filter(
                                line -> line.contains("\"level\":\"WARN\"") || line.contains("\"level\":\"ERROR\""))
                        .toList();
                warnings.stream()
                        .skip(Math.max(0, warnings.size() - 5))
                        .forEach(line -> found.append("\n  ")
                                .append(service.name())
                                .append(": ")
                                .append(line, 0, Math.min(line.length(), 1_000)));
            } catch (IOException unreadable) {
                found.append("\n  ").append(unreadable);
            }
        }
        return found.toString();
    }

    /** Does this to each of these at the same time; returns once all of it is done. */
    static <T> void atOnce(List<T> all, Consumer<T> work) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            all.stream()
                    .map(one -> CompletableFuture.runAsync(() -> work.accept(one), threads))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
    }

    static long count(LocalNetwork network, String database, String query) {
        try (Connection connection = reading(network, database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : 0;
        } catch (SQLException away) {
            return -1;
        }
    }

    /** Reads a database as the audit, or as its owner where the audit is kept out. */
    static Connection reading(LocalNetwork network, String database) throws SQLException {
        return database.endsWith("_keys") ? network.connect(database, database + "_owner") : network.audit(database);
    }

    /** The first event of this type that its topic holds. */
    static ConsumerRecord<String, byte[]> firstOf(LocalNetwork network, String type) {
        return firstOf(network, type, "");
    }

    /** The first event of a type that was sent about this, such as {@code lot/…}. */
    static ConsumerRecord<String, byte[]> firstOf(LocalNetwork network, String type, String subject) {
        Map<String, Object> settings = new HashMap<>(network.kafkaClient("audit"));
        settings.put("group.id", "audit-first");
        String topic = type.substring(0, type.indexOf('.')) + ".events";
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofSeconds(1))) {
                    if (type.equals(header(message, "ce_type"))
                            && header(message, "ce_subject").startsWith(subject)) {
                        return message;
                    }
                }
            }
        }
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        Header header = message.headers().lastHeader(name);
        // A malformed record may lack any of them.
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Puts the very same record on its topic once more, as its owner. */
    static void sendAgain(LocalNetwork network, ConsumerRecord<String, byte[]> message) throws Exception {
        String owner = message.topic().substring(0, message.topic().indexOf('.'));
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(network.kafkaClient(owner), new StringSerializer(), new ByteArraySerializer())) {
            var _ = producer.send(new ProducerRecord<>(
                            message.topic(), message.partition(), message.key(), message.value(), message.headers()))
                    .get();
        }
    }
}
