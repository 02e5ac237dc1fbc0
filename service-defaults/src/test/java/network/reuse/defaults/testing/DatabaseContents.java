package network.reuse.defaults.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What is in a database, for tests that look for what must not be there. */
public final class DatabaseContents {
    private DatabaseContents() {}

    /** Every value of every table that the connection may read, as text; bytes as they would read if they were characters. */
    public static String of(Connection reader) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Statement names = reader.createStatement();
                Statement statement = reader.createStatement();
                ResultSet tables = names.executeQuery("select quote_ident(schemaname) || '.' || quote_ident(tablename)"
                        + " from pg_tables where schemaname not in ('pg_catalog', 'information_schema')")) {
            int seen = 0;
            while (tables.next()) {
                seen++;
                try (ResultSet rows = statement.executeQuery("select * from " + tables.getString(1))) {
                    int columns = rows.getMetaData().getColumnCount();
                    while (rows.next()) {
                        for (int c = 1; c <= columns; c++) {
                            Object value = rows.getObject(c);
                            all.append(
                                            value instanceof byte[] bytes
                                                    ? new String(bytes, StandardCharsets.UTF_8)
                                                    : String.valueOf(rows.getString(c)))
                                    .append('\n');
                        }
                    }
                }
            }
            assertThat(seen).isPositive();
        }
        return all.toString();
    }
}
