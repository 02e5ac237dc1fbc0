package network.reuse.local.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Publisher;

/** Compares the gateway's feed with the journals: each event once, those of a stream in order. */
final class FeedComparison {
    private static final String GATEWAY = "gateway";
    private static final String CONSUMERS = "feed-of-";
    private static final List<PublishingService> PASSED_ON = PublishingService.ALL.stream()
            .filter(publisher -> !publisher.source().equals(Publisher.ORGANISATIONS.source()))
            .toList();

    private final Sources sources;
    private final Journals journals;
    private final PendingEvents pending;
    private final Findings findings;

    FeedComparison(Sources sources, Journals journals, PendingEvents pending, Findings findings) {
        this.sources = sources;
        this.journals = journals;
        this.pending = pending;
        this.findings = findings;
    }

    void compare() throws SQLException {
        boolean whole = number("select removed from feed_sequence") == 0;
        for (PublishingService publisher : PASSED_ON) {
            Set<UUID> fed = fed(publisher);
            Set<UUID> journalled = new HashSet<>();
            Set<Stream> stopped = stopped(publisher);
            int missing = 0;
            for (Entry entry : journals.of(publisher.database())) {
                journalled.add(entry.eventId());
                if (whole && !fed.contains(entry.eventId()) && !stopped.contains(entry.stream())) {
                    missing++;
                }
            }
            if (missing > 0) {
                findings.add("the feed lacks " + missing + " events of " + publisher.database());
            }
            fed.removeAll(journalled);
            if (!fed.isEmpty()) {
                fed.removeAll(journals.laterThan(publisher, journalled));
            }
            if (!fed.isEmpty()) {
                findings.add("the feed has " + fed.size() + " events that " + publisher.database()
                        + " has not journalled, such as " + fed.iterator().next());
            }
        }
    }

    /** The events of a publisher in the feed; one that stands there twice, or before what its stream said earlier, is a finding. */
    private Set<UUID> fed(PublishingService publisher) throws SQLException {
        Set<UUID> fed = new HashSet<>();
        Map<Stream, Long> last = new HashMap<>();
        try (PreparedStatement query = sources.connection(GATEWAY)
                .prepareStatement("select event_id, stream_type, stream_id, sequence from feed_event where source = ?"
                        + " order by seq")) {
            query.setString(1, publisher.source());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    UUID id = rows.getObject(1, UUID.class);
                    Stream stream = new Stream(rows.getString(2), rows.getObject(3, UUID.class));
                    if (!fed.add(id)) {
                        findings.add("the feed has event " + id + " of " + publisher.database() + " twice");
                    }
                    Long before = last.put(stream, rows.getLong(4));
                    if (before != null && before >= rows.getLong(4)) {
                        findings.add("the feed has event " + rows.getLong(4) + " of " + publisher.database() + "/"
                                + stream.type() + "/" + stream.id() + " behind event " + before);
                    }
                }
            }
        }
        return fed;
    }

    /** The streams that their publisher does not send, or that stand at the feed's consumer. */
    private Set<Stream> stopped(PublishingService publisher) throws SQLException {
        Set<Stream> stopped = new HashSet<>(pending.quarantinedStreams(publisher));
        try (PreparedStatement query = sources.connection(GATEWAY)
                .prepareStatement("select stream_type, stream_id from pending_event where consumer = ?")) {
            query.setString(1, CONSUMERS + publisher.source());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    stopped.add(new Stream(rows.getString(1), rows.getObject(2, UUID.class)));
                }
            }
        }
        return stopped;
    }

    private long number(String query) throws SQLException {
        try (Statement statement = sources.connection(GATEWAY).createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
