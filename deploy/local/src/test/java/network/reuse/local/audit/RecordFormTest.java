package network.reuse.local.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Subscription;
import network.reuse.servers.MalformedRecords;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

class RecordFormTest {
    private static final PublishingService COLLECTION = PublishingService.ALL.stream()
            .filter(owner -> owner.database().equals("collection"))
            .findFirst()
            .orElseThrow();

    @Test
    void anEventHasNoFault() {
        assertThat(RecordForm.fault(received(sound()), COLLECTION)).isNull();
        assertThat(RecordForm.streamType(received(sound()))).isEqualTo("device");
        assertThat(RecordForm.place(received(sound()))).isEqualTo("collection.events-3@17");
    }

    @Test
    void whateverIsWrongWithARecordIsAFault() {
        MalformedRecords.of(RecordFormTest::sound)
                .forEach((kind, record) -> assertThat(RecordForm.fault(received(record), COLLECTION))
                        .as(kind)
                        .isNotNull());
    }

    @Test
    void everyPublisherIsAuditedWithAllWhoConsumeIt() {
        assertThat(PublishingService.ALL.stream().map(PublishingService::topic))
                .containsExactlyElementsOf(
                        Publisher.ALL.stream().map(Publisher::topic).toList());
        assertThat(PublishingService.ALL.stream()
                        .mapToInt(owner -> owner.consumers().size())
                        .sum())
                .isEqualTo(Subscription.ALL.size());
        assertThat(COLLECTION.consumers())
                .extracting(ConsumingService::name)
                .containsExactlyInAnyOrder("lots-and-devices", "progress-of-collection", "feed-of-collection");
    }

    private static ProducerRecord<byte[], byte[]> sound() {
        String id = UUID.randomUUID().toString();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                "collection.events",
                text(id),
                text("{\"occurredAt\":\"2026-01-01T00:00:00Z\",\"recordedAt\":\"2026-01-01T00:00:00Z\",\"parties\":[],"
                        + "\"incarnation\":1,\"fact\":{}}"));
        Map.of(
                        "content-type", "application/json",
                        "ce_specversion", "1.0",
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_source", "collection",
                        "ce_type", "collection.DeviceLost.v1",
                        "ce_time", "2026-01-01T00:00:00Z",
                        "ce_subject", "device/" + id,
                        "ce_sequence", "1",
                        "ce_correlationid", UUID.randomUUID().toString())
                .forEach((name, value) -> record.headers().add(name, text(value)));
        return record;
    }

    private static ConsumerRecord<String, byte[]> received(ProducerRecord<byte[], byte[]> record) {
        String key;
        try (StringDeserializer text = new StringDeserializer()) {
            key = text.deserialize(record.topic(), record.key());
        }
        return new ConsumerRecord<>(
                record.topic(),
                3,
                17,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                record.value(),
                record.headers(),
                Optional.empty());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
