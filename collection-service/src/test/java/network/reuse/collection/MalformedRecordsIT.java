package network.reuse.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.RegisteredOrganisation;
import network.reuse.servers.MalformedRecords;
import network.reuse.servers.TestBackends;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Malformed records through the real connector, on real servers. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class MalformedRecordsIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void everyKindOfMalformedRecordIsADeadLetterAndWhatFollowsOnTheTopicTakesEffect() throws Exception {
        Map<String, ProducerRecord<byte[], byte[]>> kinds = MalformedRecords.of(() -> registered(UUID.randomUUID()));
        UUID next = UUID.randomUUID();
        UUID untraced = UUID.randomUUID();
        UUID oddlyTraced = UUID.randomUUID();
        Map<String, String> places = new HashMap<>();
        Map<String, Object> settings = new HashMap<>(backends().kafkaClient("gateway"));
        try (KafkaProducer<byte[], byte[]> network =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Map.Entry<String, ProducerRecord<byte[], byte[]>> kind : kinds.entrySet()) {
                RecordMetadata at = network.send(kind.getValue()).get();
                places.put(at.topic() + "-" + at.partition() + "@" + at.offset(), kind.getKey());
            }
            // What nobody needs of a trace is passed over.
            ProducerRecord<byte[], byte[]> nullTrace = registered(untraced);
            nullTrace.headers().add("traceparent", null);
            var _ = network.send(nullTrace).get();
            ProducerRecord<byte[], byte[]> oddTrace = registered(oddlyTraced);
            oddTrace.headers().add("traceparent", new byte[] {(byte) 0xff, 0, '-'});
            var _ = network.send(oddTrace).get();
            for (int i = 0; i < 40; i++) {
                // One for each partition, and more.
                var _ = network.send(registered(UUID.randomUUID())).get();
            }
            var _ = network.send(registered(next)).get();
        }
        assertThat(kinds).hasSizeGreaterThan(60);
        for (UUID sound : List.of(next, untraced, oddlyTraced)) {
            await("what follows")
                    .atMost(SOON)
                    .until(() -> !texts("select name from organisation where id = ?::uuid", sound.toString())
                            .isEmpty());
        }
        await("every dead letter to be sent")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(texts(
                                "select topic || '-' || partition || '@' || record_offset from dead_letter"
                                        + " where consumer = ? and sent_at is not null",
                                "organisations"))
                        .containsAll(places.keySet()));
        assertThat(texts("select reason from dead_letter where consumer = ?", "organisations"))
                .anyMatch(reason -> reason.equals("the header ce_time is missing; it must be an RFC 3339 instant"))
                .anyMatch(reason ->
                        reason.equals("the header ce_source is \"notatime\"; it must be network, whose topic it is on"))
                .allMatch(reason -> reason.length() < 300);
    }

    private static ProducerRecord<byte[], byte[]> registered(UUID stream) {
        ConsumerRecord<String, byte[]> one =
                RegisteredOrganisation.first(1, stream).getFirst().message();
        return new ProducerRecord<>(
                one.topic(), null, one.key().getBytes(StandardCharsets.UTF_8), one.value(), one.headers());
    }

    private static List<String> texts(String query, String value) throws SQLException {
        try (Connection audit = connection("audit");
                PreparedStatement statement = audit.prepareStatement(query)) {
            statement.setString(1, value);
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        }
    }

    private static Connection connection(String role) throws SQLException {
        return DriverManager.getConnection(
                backends().jdbcUrl("collection"), role, backends().databasePassword(role));
    }

    private static TestBackends backends() {
        return NetworkResource.backends("collection");
    }
}
