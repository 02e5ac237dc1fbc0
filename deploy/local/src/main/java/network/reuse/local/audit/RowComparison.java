package network.reuse.local.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Compares what a publisher keeps with what its journal says. */
final class RowComparison {
    /** Streams that are not named after their table. */
    private static final Map<String, String> STREAM_OF = Map.of(
            "connectivity_line", "line",
            "connectivity_offer", "offer",
            "forgotten_person", "person",
            "funding_envelope", "envelope",
            "fund_call", "call",
            "funding_agreement", "agreement",
            "hand_over_day", "day");

    private final Sources sources;
    private final Journals journals;
    private final Findings findings;

    RowComparison(Sources sources, Journals journals, Findings findings) {
        this.sources = sources;
        this.journals = journals;
        this.findings = findings;
    }

    /** Every stream has its row at its last number, every row its stream, and the numbers have no holes. */
    void compare(PublishingService publisher) throws SQLException {
        Map<Stream, Long> last = journals.lastSequences(publisher);
        Map<Stream, Long> howMany = new HashMap<>();
        for (Entry entry : journals.of(publisher.database())) {
            howMany.merge(entry.stream(), 1L, Long::sum);
        }
        last.forEach((stream, lastSequence) -> {
            if (!lastSequence.equals(howMany.get(stream))) {
                findings.add(publisher.database() + ": stream " + stream.type() + "/" + stream.id() + " ends at "
                        + lastSequence + " but has " + howMany.get(stream) + " events");
            }
        });
        Connection connection = sources.connection(publisher.database());
        for (String table : aggregates(connection)) {
            long rowsSeen = 0;
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select id, sequence from " + table)) {
                while (rows.next()) {
                    rowsSeen++;
                    Stream stream = new Stream(STREAM_OF.getOrDefault(table, table), rows.getObject(1, UUID.class));
                    long sequence = rows.getLong(2);
                    Long lastSequence = last.remove(stream);
                    if (sequence < (lastSequence == null ? 0 : lastSequence)) {
                        findings.add(publisher.database() + ": " + table + " " + stream.id() + " stands at event "
                                + sequence + ", its journal at " + lastSequence);
                    }
                }
            }
            findings.count(publisher.database() + ": rows of " + table, rowsSeen);
        }
        last.keySet()
                .forEach(stream -> findings.add(publisher.database() + ": the journal tells of " + stream.type() + " "
                        + stream.id() + ", which has no row"));
    }

    private static List<String> aggregates(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select left(tablename, -5) from pg_tables where schemaname = 'public' and tablename like '%\\_move' order by 1")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
