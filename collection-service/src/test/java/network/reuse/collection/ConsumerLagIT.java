package network.reuse.collection;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.testing.TestMetrics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** A channel that stands still while its topic moves, as the gauges tell it, on a real broker. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class ConsumerLagIT {
    private static final String CHANNEL = "organisations";
    private static final String TOPIC = "network.organisations";
    private static final Duration LONG = Duration.ofMinutes(1);

    private final KafkaClientService channels;

    @Inject
    ConsumerLagIT(KafkaClientService channels) {
        this.channels = channels;
    }

    @Test
    void aChannelThatStandsStillWhileItsTopicMovesIsToldByAnAgeThatGrowsUntilItMovesAgain() throws Exception {
        await("the channel to have read everything").atMost(LONG).until(() -> gauge("reuse_consumer_lag") == 0);
        var consumer = channels.getConsumer(CHANNEL);
        var _ = consumer.pause().await().atMost(LONG);
        try {
            sendSomethingThatNobodyKnows();
            await("the record to lie there").atMost(LONG).until(() -> gauge("reuse_consumer_lag") > 0);
            await("the age to grow").atMost(LONG).until(() -> gauge("reuse_consumer_standstill_seconds") > 5);
        } finally {
            consumer.resume().await().atMost(LONG);
        }
        await("the channel to move again")
                .atMost(LONG)
                .until(() -> gauge("reuse_consumer_lag") == 0 && gauge("reuse_consumer_standstill_seconds") == 0);
    }

    private static void sendSomethingThatNobodyKnows() throws Exception {
        UUID id = UUID.randomUUID();
        ProducerRecord<String, byte[]> event =
                new ProducerRecord<>(TOPIC, id.toString(), "{}".getBytes(StandardCharsets.UTF_8));
        List.of(
                        "content-type=application/json",
                        "ce_specversion=1.0",
                        "ce_time=2026-01-01T00:00:00Z",
                        "ce_id=" + UUID.randomUUID(),
                        "ce_source=network",
                        "ce_type=network.SomethingNew.v1",
                        "ce_subject=organisation/" + id,
                        "ce_sequence=1",
                        "ce_correlationid=" + UUID.randomUUID())
                .forEach(header -> {
                    int end = header.indexOf('=');
                    event.headers()
                            .add(
                                    header.substring(0, end),
                                    header.substring(end + 1).getBytes(StandardCharsets.UTF_8));
                });
        Map<String, Object> settings =
                new HashMap<>(NetworkResource.backends("collection").kafkaClient("gateway"));
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            var _ = producer.send(event).get();
        }
    }

    private static double gauge(String name) {
        return TestMetrics.value(name, "channel=\"" + CHANNEL + "\"");
    }
}
