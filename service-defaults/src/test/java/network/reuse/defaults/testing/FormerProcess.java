package network.reuse.defaults.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A process of the former release that still runs beside today's, and writes rows without the columns that it does not know. */
public final class FormerProcess {
    private FormerProcess() {}

    /**
     * Writes another row like one that is there, under an id and a code of its own.
     *
     * @param unknown the columns that the former release does not know
     * @param values what else is otherwise, as SQL by column
     */
    public static UUID copies(Connection owner, String table, UUID id, Set<String> unknown, Map<String, String> values)
            throws SQLException {
        UUID copy = UUID.randomUUID();
        Map<String, String> columns = new LinkedHashMap<>();
        for (String column : columnsOf(owner, table)) {
            if (!unknown.contains(column)) {
                columns.put(
                        column,
                        switch (column) {
                            case "id" -> "'" + copy + "'";
                            case "code" -> "code || 'F'";
                            case "state" -> "replace(state, '" + id + "', '" + copy + "')";
                            default -> column;
                        });
            }
        }
        columns.putAll(values);
        try (PreparedStatement insert =
                owner.prepareStatement("insert into " + table + "(" + String.join(", ", columns.keySet()) + ") select "
                        + String.join(", ", columns.values()) + " from " + table + " where id = ?")) {
            insert.setObject(1, id);
            if (insert.executeUpdate() != 1) {
                throw new IllegalStateException("no row of " + table + " has the id " + id);
            }
        }
        return copy;
    }

    private static List<String> columnsOf(Connection owner, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement named = owner.prepareStatement("select column_name from information_schema.columns"
                + " where table_schema = current_schema() and table_name = ? and is_generated = 'NEVER'"
                + " order by ordinal_position")) {
            named.setString(1, table);
            try (ResultSet rows = named.executeQuery()) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
        }
        return columns;
    }
}
