package network.reuse.local.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.servers.Wait;

/** Waits until consumers have caught up with the journals. */
final class ConsumerCatchUp {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Sources sources;
    private final Journals journals;
    private final PendingEvents pending;
    private final Findings findings;

    ConsumerCatchUp(Sources sources, Journals journals, PendingEvents pending, Findings findings) {
        this.sources = sources;
        this.journals = journals;
        this.pending = pending;
        this.findings = findings;
    }

    /**
     * Waits until every consumer of a publisher has processed the last event of each stream; at most a minute each, after which
     * what is missing is a finding. Streams that are quarantined on either side are passed over.
     */
    void await(PublishingService publisher) {
        Map<Stream, Long> lastSequences = journals.lastSequences(publisher);
        for (ConsumingService consumer : publisher.consumers()) {
            try {
                var _ = Wait.until(
                        consumer.database() + " to catch up with " + publisher.database(),
                        PATIENCE,
                        () -> behind(publisher, consumer, lastSequences).isEmpty());
            } catch (IllegalStateException late) {
                List<String> behind = behind(publisher, consumer, lastSequences);
                if (!behind.isEmpty()) {
                    findings.add(consumer.database() + "/" + consumer.name() + " has not passed " + behind.size()
                            + " streams of " + publisher.database() + ", such as " + behind.getFirst());
                }
            }
        }
    }

    private List<String> behind(
            PublishingService publisher, ConsumingService consumer, Map<Stream, Long> lastSequences) {
        Map<Stream, Long> passed = new HashMap<>();
        Set<Stream> blocked = new HashSet<>();
        try {
            Connection connection = sources.connection(consumer.database());
            blocked.addAll(pending.quarantinedStreams(publisher));
            try (PreparedStatement positions = connection.prepareStatement(
                    "select stream_type, stream_id, sequence from consumer_checkpoint where consumer = ? and source = ?")) {
                positions.setString(1, consumer.name());
                positions.setString(2, publisher.source());
                try (ResultSet rows = positions.executeQuery()) {
                    while (rows.next()) {
                        passed.put(new Stream(rows.getString(1), rows.getObject(2, UUID.class)), rows.getLong(3));
                    }
                }
            }
            try (PreparedStatement holding = connection.prepareStatement(
                    "select stream_type, stream_id from pending_event where consumer = ? and reason in ('FAULT', 'FORK', 'AWAITS')")) {
                holding.setString(1, consumer.name());
                try (ResultSet rows = holding.executeQuery()) {
                    while (rows.next()) {
                        blocked.add(new Stream(rows.getString(1), rows.getObject(2, UUID.class)));
                    }
                }
            }
        } catch (SQLException away) {
            return List.of("(" + away.getMessage() + ")");
        }
        List<String> behind = new ArrayList<>();
        lastSequences.forEach((stream, lastSequence) -> {
            if (consumer.asksFor(stream.type())
                    && !blocked.contains(stream)
                    && passed.getOrDefault(stream, 0L) < lastSequence) {
                behind.add(stream.type() + "/" + stream.id() + " at " + passed.getOrDefault(stream, 0L) + " of "
                        + lastSequence);
            }
        });
        return behind;
    }
}
