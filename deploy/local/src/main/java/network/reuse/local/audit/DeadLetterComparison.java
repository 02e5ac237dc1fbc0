package network.reuse.local.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import network.reuse.servers.Wait;
import org.jspecify.annotations.Nullable;

/** Compares the malformed records of a topic with the dead letters of those that read it. */
final class DeadLetterComparison {
    private static final System.Logger LOG = System.getLogger(DeadLetterComparison.class.getName());

    private final Sources sources;
    private final Findings findings;

    DeadLetterComparison(Sources sources, Findings findings) {
        this.sources = sources;
        this.findings = findings;
    }

    /**
     * A record that is no event.
     *
     * @param streamType what its subject says, as far as it says anything
     */
    record Malformed(String fault, @Nullable String streamType) {
        boolean isFor(ConsumingService consumer) {
            return streamType == null || consumer.asksFor(streamType);
        }
    }

    /** What an operator said of a dead letter; null as long as nobody has said anything. */
    private record Letter(@Nullable String acknowledgement) {}

    /**
     * Every malformed record is a dead letter of each service that reads it, and is explained once all are acknowledged.
     *
     * @param unjournalled what looks like an event and is in no journal, by place; one that a service could not read is taken out
     */
    void accountFor(PublishingService publisher, Map<String, Malformed> malformed, Map<String, String> unjournalled) {
        for (ConsumingService consumer : publisher.consumers()) {
            Map<String, String> expected = new LinkedHashMap<>();
            malformed.forEach((place, record) -> {
                if (record.isFor(consumer)) {
                    expected.put(place, record.fault());
                }
            });
            try {
                var _ = Wait.until(
                        consumer.database() + " to find what is malformed on " + publisher.topic(),
                        ConsumerCatchUp.PATIENCE,
                        () -> letters(consumer, publisher.topic()).keySet().containsAll(expected.keySet()));
            } catch (IllegalStateException late) {
                LOG.log(System.Logger.Level.DEBUG, "told below, record by record", late);
            }
            Map<String, Letter> letters = letters(consumer, publisher.topic());
            expected.forEach((place, fault) -> {
                Letter letter = letters.remove(place);
                if (letter == null) {
                    findings.add(place + " is malformed (" + fault + "), and " + consumer.database()
                            + " has no dead letter of it");
                } else {
                    tell(consumer, place + " is malformed (" + fault + ")", letter);
                }
            });
            letters.forEach((place, letter) -> tell(consumer, place + " could not be read", letter));
            unjournalled.keySet().removeAll(letters.keySet());
        }
    }

    private void tell(ConsumingService consumer, String what, Letter letter) {
        String line = what + ", a dead letter of " + consumer.database() + "/" + consumer.name();
        if (letter.acknowledgement() == null) {
            findings.add(line + " that nobody has acknowledged");
        } else {
            findings.explain(line + ": " + letter.acknowledgement());
        }
    }

    private Map<String, Letter> letters(ConsumingService consumer, String topic) {
        Map<String, Letter> letters = new LinkedHashMap<>();
        try (PreparedStatement query = sources.connection(consumer.database())
                .prepareStatement("select partition, record_offset, acknowledged_by, explanation from dead_letter"
                        + " where consumer = ? and topic = ? order by acknowledged_at is not null desc, id")) {
            query.setString(1, consumer.name());
            query.setString(2, topic);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String by = rows.getString(3);
                    letters.put(
                            topic + "-" + rows.getInt(1) + "@" + rows.getLong(2),
                            new Letter(by == null ? null : "acknowledged by " + by + ": " + rows.getString(4)));
                }
            }
        } catch (SQLException away) {
            return letters;
        }
        return letters;
    }
}
