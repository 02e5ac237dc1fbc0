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

/** Waits until every reader has passed what the journals say. */
final class Settlement {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Sources sources;
    private final Journals journals;
    private final Findings findings;

    Settlement(Sources sources, Journals journals, Findings findings) {
        this.sources = sources;
        this.journals = journals;
        this.findings = findings;
    }

    /** Waits until the relay has sent, and every reader has passed or holds, what the journal says. */
    void settle(Owner owner) {
        Map<Stream, Long> checkpoints = journals.checkpoints(owner);
        for (Reader reader : owner.readers()) {
            try {
                var _ = Wait.until(
                        reader.database() + " to pass the checkpoints of " + owner.database(),
                        PATIENCE,
                        () -> behind(owner, reader, checkpoints).isEmpty());
            } catch (IllegalStateException late) {
                List<String> behind = behind(owner, reader, checkpoints);
                if (!behind.isEmpty()) {
                    findings.add(reader.database() + "/" + reader.consumer() + " has not passed " + behind.size()
                            + " streams of " + owner.database() + ", such as " + behind.getFirst());
                }
            }
        }
    }

    private List<String> behind(Owner owner, Reader reader, Map<Stream, Long> checkpoints) {
        Map<Stream, Long> passed = new HashMap<>();
        Set<Stream> blocked = new HashSet<>();
        try (Connection connection = sources.database(reader.database())) {
            try (PreparedStatement positions = connection.prepareStatement(
                    "select stream_type, stream_id, sequence from consumer_checkpoint where consumer = ? and source = ?")) {
                positions.setString(1, reader.consumer());
                positions.setString(2, owner.source());
                try (ResultSet rows = positions.executeQuery()) {
                    while (rows.next()) {
                        passed.put(new Stream(rows.getString(1), rows.getObject(2, UUID.class)), rows.getLong(3));
                    }
                }
            }
            try (PreparedStatement holding = connection.prepareStatement(
                    "select stream_type, stream_id from pending_event where consumer = ? and reason in ('FAULT', 'FORK', 'AWAITS')")) {
                holding.setString(1, reader.consumer());
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
        checkpoints.forEach((stream, checkpoint) -> {
            if (reader.asksFor(stream.type())
                    && !blocked.contains(stream)
                    && passed.getOrDefault(stream, 0L) < checkpoint) {
                behind.add(stream.type() + "/" + stream.id() + " at " + passed.getOrDefault(stream, 0L) + " of "
                        + checkpoint);
            }
        });
        return behind;
    }
}
