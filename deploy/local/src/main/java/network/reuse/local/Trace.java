package network.reuse.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import network.reuse.servers.Service;

/** Shows one device's or one correlation's way: its events, what has not been sent, who has passed them, what is pending. */
public final class Trace {
    private static final String EVENTS =
            "select j.recorded_at, j.stream_type || '/' || j.stream_id as stream, j.sequence,"
                    + " j.type, j.correlation_id, case when o.journal_id is null then 'in Kafka' else 'not sent yet' end as sent"
                    + " from event_journal j left join outbox o on o.journal_id = j.id"
                    + " where j.stream_id::text = ? or j.correlation_id::text = ? order by j.id";
    private static final String PASSED = "select consumer, source, stream_type, sequence as passed, incarnation"
            + " from consumer_checkpoint where stream_id::text = ? or event_id::text = ? order by 1";
    private static final String PENDING =
            "select consumer, source, sequence, type, reason, detail, arrived_at from pending_event"
                    + " where stream_id::text = ? or correlation_id::text = ? order by id";

    private Trace() {}

    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("Name a device's id, its code, or a correlation: ./reuse trace ID.");
            System.exit(2);
        }
        int code = 0;
        try (LocalNetwork network = LocalNetwork.attach()) {
            String id = idOf(network, arguments[0]);
            for (Service each : Service.ALL) {
                String service = each.name();
                try (Connection connection = network.audit(service)) {
                    print(connection, service + " said", EVENTS, id);
                    print(connection, service + " has passed", PASSED, id);
                    print(connection, service + " has pending", PENDING, id);
                }
            }
        } catch (SQLException | IllegalStateException broken) {
            System.err.println("The trace could not be read: " + broken.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    private static String idOf(LocalNetwork network, String given) throws SQLException {
        if (!given.matches("[A-Z]-[0-9A-Z]{6}")) {
            return given;
        }
        try (Connection connection = network.audit("collection");
                PreparedStatement find = connection.prepareStatement(
                        "select id::text from device where code = ? union select id::text from lot where code = ?")) {
            find.setString(1, given);
            find.setString(2, given);
            try (ResultSet row = find.executeQuery()) {
                if (row.next()) {
                    return row.getString(1);
                }
            }
        }
        throw new IllegalStateException("nothing has the code " + given);
    }

    private static void print(Connection connection, String title, String query, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, id);
            statement.setString(2, id);
            try (ResultSet rows = statement.executeQuery()) {
                ResultSetMetaData columns = rows.getMetaData();
                boolean any = false;
                while (rows.next()) {
                    if (!any) {
                        System.out.println(title + ":");
                        any = true;
                    }
                    StringBuilder line = new StringBuilder("  ");
                    for (int c = 1; c <= columns.getColumnCount(); c++) {
                        line.append(c == 1 ? "" : "  ").append(rows.getString(c));
                    }
                    System.out.println(line);
                }
            }
        }
    }
}
