package network.reuse.local.audit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.local.audit.DeadLetterComparison.Malformed;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Compares what Kafka holds with what the journal of its publisher says. */
final class TopicComparison {
    private final Sources sources;
    private final Journals journals;
    private final PendingEvents pending;
    private final DeadLetterComparison deadLetters;
    private final Findings findings;

    TopicComparison(
            Sources sources,
            Journals journals,
            PendingEvents pending,
            DeadLetterComparison deadLetters,
            Findings findings) {
        this.sources = sources;
        this.journals = journals;
        this.pending = pending;
        this.deadLetters = deadLetters;
        this.findings = findings;
    }

    /** Kafka holds every journalled event once, in order; a repetition must be marked by the relay as possible. */
    void compare(PublishingService publisher) throws SQLException {
        Map<UUID, Entry> missing = new HashMap<>();
        journals.of(publisher.database()).forEach(entry -> missing.put(entry.eventId(), entry));
        Set<UUID> known = Set.copyOf(missing.keySet());
        Map<UUID, Boolean> seen = new HashMap<>();
        Map<String, Long> newest = new HashMap<>();
        Set<UUID> later = journals.laterThan(publisher, known);
        long records = 0;
        long resent = 0;
        Map<String, Malformed> malformed = new LinkedHashMap<>();
        Map<String, String> unjournalled = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> message : read(publisher.topic())) {
            records++;
            String fault = RecordForm.fault(message, publisher);
            if (fault != null) {
                malformed.put(RecordForm.place(message), new Malformed(fault, RecordForm.streamType(message)));
                continue;
            }
            String id = String.valueOf(RecordForm.header(message, "ce_id"));
            UUID eventId = UUID.fromString(id);
            if (!known.contains(eventId)) {
                if (!later.contains(eventId)) {
                    unjournalled.put(
                            RecordForm.place(message),
                            RecordForm.place(message) + ": event " + id + " is in no journal");
                }
                continue;
            }
            missing.remove(eventId);
            boolean marked = RecordForm.header(message, "ce_resent") != null;
            Boolean before = seen.put(eventId, marked);
            if (before != null) {
                if (before || marked) {
                    seen.put(eventId, true);
                    resent++;
                } else {
                    findings.add(RecordForm.place(message) + ": event " + id
                            + " stands there twice, and no relay sent it twice");
                }
                continue;
            }
            String stream = RecordForm.header(message, "ce_subject");
            long sequence = Long.parseLong(String.valueOf(RecordForm.header(message, "ce_sequence")));
            Long last = newest.get(String.valueOf(stream));
            newest.merge(String.valueOf(stream), sequence, Math::max);
            // What is sent again on purpose, into a topic that was lost, may follow what is new.
            if (last != null && last >= sequence && !marked) {
                findings.add(
                        RecordForm.place(message) + ": event " + sequence + " of " + stream + " comes after " + last);
            }
        }
        findings.count(publisher.topic() + ": records", records);
        findings.count(publisher.topic() + ": malformed records", malformed.size());
        deadLetters.accountFor(publisher, malformed, unjournalled);
        unjournalled.values().forEach(findings::add);
        findings.count(publisher.topic() + ": sent again after a fault", resent);
        Set<Stream> quarantined = pending.quarantined(publisher);
        for (Entry entry : missing.values()) {
            if (!quarantined.contains(entry.stream())) {
                findings.add(
                        publisher.topic() + ": event " + entry.eventId() + " (" + entry.type() + ") never arrived");
            }
        }
    }

    private List<ConsumerRecord<String, byte[]>> read(String topic) {
        Map<String, Object> settings = new HashMap<>(sources.kafka());
        settings.put("group.id", "audit");
        settings.put("enable.auto.commit", false);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        } finally {
            // It keeps nothing: what is still being fetched need not be waited for.
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
        return records;
    }
}
