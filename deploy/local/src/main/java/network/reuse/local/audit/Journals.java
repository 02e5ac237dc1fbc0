package network.reuse.local.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What every publisher's journal said when it was read last. */
final class Journals {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sources sources;
    private final Map<String, List<Entry>> journals = new HashMap<>();

    Journals(Sources sources) {
        this.sources = sources;
    }

    void read(Findings findings) throws SQLException, IOException {
        for (PublishingService publisher : PublishingService.ALL) {
            journals.put(publisher.database(), journal(publisher));
            findings.count(
                    publisher.database() + ": events journalled",
                    of(publisher.database()).size());
        }
    }

    List<Entry> of(String database) {
        return journals.getOrDefault(database, List.of());
    }

    /** The last number of each stream. */
    Map<Stream, Long> lastSequences(PublishingService publisher) {
        Map<Stream, Long> lastSequences = new HashMap<>();
        for (Entry entry : of(publisher.database())) {
            lastSequences.merge(entry.stream(), entry.sequence(), Math::max);
        }
        return lastSequences;
    }

    /** Whether a publisher has journalled anything since. */
    boolean haveGrown() throws SQLException {
        for (PublishingService publisher : PublishingService.ALL) {
            try (Statement statement = sources.connection(publisher.database()).createStatement();
                    ResultSet rows = statement.executeQuery("select count(*) from event_journal")) {
                if (rows.next() && rows.getLong(1) != of(publisher.database()).size()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The events that a publisher has journalled since. */
    Set<UUID> laterThan(PublishingService publisher, Set<UUID> known) throws SQLException {
        Set<UUID> later = new HashSet<>();
        try (Statement statement = sources.connection(publisher.database()).createStatement();
                ResultSet rows = statement.executeQuery("select event_id from event_journal")) {
            while (rows.next()) {
                UUID id = rows.getObject(1, UUID.class);
                if (!known.contains(id)) {
                    later.add(id);
                }
            }
        }
        return later;
    }

    private List<Entry> journal(PublishingService publisher) throws SQLException, IOException {
        List<Entry> entries = new ArrayList<>();
        try (Statement statement = sources.connection(publisher.database()).createStatement();
                ResultSet rows = statement.executeQuery(
                        "select event_id, stream_type, stream_id, sequence, type, value from event_journal order by id")) {
            while (rows.next()) {
                entries.add(new Entry(
                        rows.getObject(1, UUID.class),
                        new Stream(rows.getString(2), rows.getObject(3, UUID.class)),
                        rows.getLong(4),
                        rows.getString(5),
                        JSON.readTree(rows.getString(6))));
            }
        }
        return entries;
    }
}
