package network.reuse.gateway;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.Published;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.Topics;
import network.reuse.servers.TestBackends;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends events as the services' relays do, each as its own Kafka user. */
final class Sending implements AutoCloseable {
    private final KafkaProducer<String, byte[]> collection;
    private final KafkaProducer<String, byte[]> refurb;
    private final KafkaProducer<String, byte[]> allocation;
    private final KafkaProducer<String, byte[]> mediation;

    Sending(TestBackends backends) {
        collection = producer(backends.kafkaClient("collection"));
        refurb = producer(backends.kafkaClient("refurb"));
        allocation = producer(backends.kafkaClient("allocation"));
        mediation = producer(backends.kafkaClient("mediation"));
    }

    private static KafkaProducer<String, byte[]> producer(Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("linger.ms", 0);
        settings.put("acks", "all");
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    void send(List<? extends Published<?>> events) {
        for (Published<?> event : events) {
            send(event);
        }
        collection.flush();
        refurb.flush();
        allocation.flush();
        mediation.flush();
    }

    void send(Published<?> event) {
        switch (event.fact()) {
            case CollectionEvent fact -> {
                var _ = collection.send(message(
                        Topics.COLLECTION_EVENTS,
                        event.envelope(),
                        Publisher.COLLECTION.codec().encode(event.envelope(), fact)));
            }
            case RefurbEvent fact -> {
                var _ = refurb.send(message(
                        Topics.REFURB_EVENTS,
                        event.envelope(),
                        Publisher.REFURB.codec().encode(event.envelope(), fact)));
            }
            case AllocationEvent fact -> {
                var _ = allocation.send(message(
                        Topics.ALLOCATION_EVENTS,
                        event.envelope(),
                        Publisher.ALLOCATION.codec().encode(event.envelope(), fact)));
            }
            case MediationEvent fact -> {
                var _ = mediation.send(message(
                        Topics.MEDIATION_EVENTS,
                        event.envelope(),
                        Publisher.MEDIATION.codec().encode(event.envelope(), fact)));
            }
            default -> throw new IllegalArgumentException("nobody says " + event.fact());
        }
    }

    private static ProducerRecord<String, byte[]> message(String topic, Envelope envelope, byte[] value) {
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(topic, envelope.stream().id().toString(), value);
        message.headers().add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", envelope.id().toString(),
                        "ce_source", envelope.stream().source(),
                        "ce_type", envelope.type(),
                        "ce_time", envelope.occurredAt().toString(),
                        "ce_subject",
                                envelope.stream().type() + "/"
                                        + envelope.stream().id(),
                        "ce_sequence", Long.toString(envelope.sequence()),
                        "ce_correlationid", envelope.correlationId().toString())
                .forEach((name, text) -> message.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return message;
    }

    @Override
    public void close() {
        collection.close();
        refurb.close();
        allocation.close();
        mediation.close();
    }
}
