package network.reuse.local.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What waits or is quarantined, at its publisher or at a consumer: it explains differences. */
final class PendingEvents {
    private final Sources sources;
    private final Findings findings;

    PendingEvents(Sources sources, Findings findings) {
        this.sources = sources;
        this.findings = findings;
    }

    /** The same, each explained. */
    Set<Stream> quarantined(PublishingService publisher) throws SQLException {
        Set<Stream> quarantined = quarantinedStreams(publisher);
        for (Stream stream : quarantined) {
            findings.explain(publisher.database() + " quarantined " + stream.type() + "/" + stream.id());
        }
        return quarantined;
    }

    /** The streams that a publisher's relay does not send. */
    Set<Stream> quarantinedStreams(PublishingService publisher) throws SQLException {
        Set<Stream> quarantined = new HashSet<>();
        try (Statement statement = sources.connection(publisher.database()).createStatement();
                ResultSet rows = statement.executeQuery(
                        "select stream_type, stream_id from quarantined_stream where released_at is null")) {
            while (rows.next()) {
                quarantined.add(new Stream(rows.getString(1), rows.getObject(2, UUID.class)));
            }
        }
        return quarantined;
    }

    /** Lists what is pending at a service. */
    void explain(PublishingService publisher) throws SQLException {
        try (Statement statement = sources.connection(publisher.database()).createStatement();
                ResultSet rows = statement.executeQuery(
                        "select consumer, source, stream_type, stream_id, sequence, reason, detail from pending_event order by id")) {
            while (rows.next()) {
                String line = publisher.database() + "/" + rows.getString(1) + " has pending event " + rows.getLong(5)
                        + " of "
                        + rows.getString(2) + "/" + rows.getString(3) + "/" + rows.getString(4) + " ("
                        + rows.getString(6) + "): " + rows.getString(7);
                if ("GAP".equals(rows.getString(6))) {
                    findings.add(line);
                } else {
                    findings.explain(line);
                }
            }
        }
    }

    /** How far the gateway has counted the streams that stand there, or that their publisher has quarantined: no further counts. */
    Map<SourceStream, Long> stopped() throws SQLException {
        Map<SourceStream, Long> stopped = new HashMap<>();
        try (Statement statement = sources.connection("gateway").createStatement();
                ResultSet rows = statement.executeQuery(
                        "select h.source, h.stream_type, h.stream_id, coalesce(max(p.sequence), 0)"
                                + " from pending_event h left join consumer_checkpoint p on p.consumer = h.consumer"
                                + " and p.source = h.source and p.stream_type = h.stream_type and p.stream_id = h.stream_id"
                                + " where h.reason <> 'REJECTED' and h.consumer like 'progress-of-%' group by 1, 2, 3")) {
            while (rows.next()) {
                stopped.put(
                        new SourceStream(
                                rows.getString(1), new Stream(rows.getString(2), rows.getObject(3, UUID.class))),
                        rows.getLong(4));
            }
        }
        for (PublishingService publisher : PublishingService.ALL) {
            for (Stream stream : quarantinedStreams(publisher)) {
                stopped.merge(new SourceStream(publisher.database(), stream), passed(publisher, stream), Math::min);
            }
        }
        return stopped;
    }

    private long passed(PublishingService publisher, Stream stream) throws SQLException {
        for (ConsumingService consumer : publisher.consumers()) {
            if (consumer.database().equals("gateway")) {
                return passed(consumer, stream);
            }
        }
        return 0;
    }

    private long passed(ConsumingService consumer, Stream stream) throws SQLException {
        try (PreparedStatement query = sources.connection(consumer.database())
                .prepareStatement(
                        "select coalesce(max(sequence), 0) from consumer_checkpoint where consumer = ? and stream_id = ?")) {
            query.setString(1, consumer.name());
            query.setObject(2, stream.id());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }
}
