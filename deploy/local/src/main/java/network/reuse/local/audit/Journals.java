package network.reuse.local.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
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

/** What every owner's journal said when it was read last. */
final class Journals {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sources sources;
    private final Map<String, List<Entry>> journals = new HashMap<>();

    Journals(Sources sources) {
        this.sources = sources;
    }

    void read(Findings findings) throws SQLException, IOException {
        for (Owner owner : Owner.ALL) {
            journals.put(owner.database(), journal(owner));
            findings.count(
                    owner.database() + ": events journalled",
                    of(owner.database()).size());
        }
    }

    List<Entry> of(String database) {
        return journals.getOrDefault(database, List.of());
    }

    /** The last number of each stream. */
    Map<Stream, Long> checkpoints(Owner owner) {
        Map<Stream, Long> checkpoints = new HashMap<>();
        for (Entry entry : of(owner.database())) {
            checkpoints.merge(entry.stream(), entry.sequence(), Math::max);
        }
        return checkpoints;
    }

    /** Whether an owner has journalled anything since. */
    boolean haveGrown() throws SQLException {
        for (Owner owner : Owner.ALL) {
            try (Connection connection = sources.database(owner.database());
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select count(*) from event_journal")) {
                if (rows.next() && rows.getLong(1) != of(owner.database()).size()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The events that an owner has journalled since. */
    Set<UUID> laterThan(Owner owner, Set<UUID> known) throws SQLException {
        Set<UUID> later = new HashSet<>();
        try (Connection connection = sources.database(owner.database());
                Statement statement = connection.createStatement();
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

    private List<Entry> journal(Owner owner) throws SQLException, IOException {
        List<Entry> entries = new ArrayList<>();
        try (Connection connection = sources.database(owner.database());
                Statement statement = connection.createStatement();
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
