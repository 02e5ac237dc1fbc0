package network.reuse.defaults.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.Environment;
import network.reuse.contracts.OrganisationEvent.OrganisationRegistered;
import network.reuse.contracts.OrganisationKind;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.StreamId;
import network.reuse.contracts.Territory;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An event of an organisation's stream as it arrives from Kafka, or with a value in its place that cannot be read. */
public final class RegisteredOrganisation {
    private final UUID stream;
    private final long sequence;
    private final UUID id;
    private final byte[] value;

    public RegisteredOrganisation(UUID stream, long sequence, UUID id, byte[] value) {
        this.stream = stream;
        this.sequence = sequence;
        this.id = id;
        this.value = value.clone();
    }

    /** The first events of a stream, each with an id of its own. */
    public static List<RegisteredOrganisation> first(int count, UUID stream) {
        List<RegisteredOrganisation> events = new ArrayList<>();
        for (int sequence = 1; sequence <= count; sequence++) {
            UUID id = UUID.randomUUID();
            Envelope envelope = new Envelope(
                    id,
                    "network.OrganisationRegistered.v1",
                    new StreamId("network", "organisation", stream),
                    sequence,
                    stream,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    Set.of(stream),
                    new Territory("44", "67", null),
                    Environment.LIVE,
                    1,
                    null,
                    null);
            byte[] value = Publisher.ORGANISATIONS
                    .codec()
                    .encode(
                            envelope,
                            new OrganisationRegistered(stream, "Zoé", "20005226400013", OrganisationKind.COMPANY));
            events.add(new RegisteredOrganisation(stream, sequence, id, value));
        }
        return events;
    }

    public UUID id() {
        return id;
    }

    /** The same value under another stream, number or id. */
    public RegisteredOrganisation as(UUID otherStream, long otherSequence, UUID otherId) {
        return new RegisteredOrganisation(otherStream, otherSequence, otherId, value);
    }

    /** It as a record of its topic. */
    public ConsumerRecord<String, byte[]> message() {
        ConsumerRecord<String, byte[]> message =
                new ConsumerRecord<>(Publisher.ORGANISATIONS.topic(), 0, sequence, stream.toString(), value.clone());
        Map.of(
                        "content-type",
                        "application/json",
                        "ce_specversion",
                        "1.0",
                        "ce_time",
                        "2026-01-01T00:00:00Z",
                        "ce_id",
                        id.toString(),
                        "ce_source",
                        "network",
                        "ce_type",
                        "network.OrganisationRegistered.v1",
                        "ce_subject",
                        "organisation/" + stream,
                        "ce_sequence",
                        Long.toString(sequence),
                        "ce_correlationid",
                        stream.toString())
                .forEach((header, text) -> message.headers().add(header, text.getBytes(StandardCharsets.UTF_8)));
        return message;
    }
}
