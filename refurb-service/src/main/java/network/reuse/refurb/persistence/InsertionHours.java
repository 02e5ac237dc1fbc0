package network.reuse.refurb.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import network.reuse.refurb.domain.InsertionEntry;

/** The insertion hours that each workshop entered, by month; row-level security leaves each workshop its own. */
@ApplicationScoped
public class InsertionHours {
    private static final String ENTRIES = "select month, hours, entered_at, reason from insertion_hours ";

    /** Those of a month, the newest first. */
    public Future<List<InsertionEntry>> of(SqlConnection connection, YearMonth month) {
        return connection
                .preparedQuery(ENTRIES + "where month = $1 order by entered_at desc")
                .execute(Tuple.of(month.toString()))
                .map(InsertionHours::read);
    }

    public Future<List<InsertionEntry>> all(SqlConnection connection) {
        return connection
                .query(ENTRIES + "order by month desc, entered_at desc")
                .execute()
                .map(InsertionHours::read);
    }

    public Future<?> add(SqlConnection transaction, InsertionEntry entry) {
        return transaction
                .preparedQuery("insert into insertion_hours (workshop, env, month, hours, entered_at, reason)"
                        + " values (caller_organisation(), caller_env(), $1, $2, $3, $4)")
                .execute(Tuple.of(
                        entry.month().toString(),
                        entry.hours(),
                        entry.enteredAt().atOffset(ZoneOffset.UTC),
                        entry.reason()));
    }

    private static List<InsertionEntry> read(RowSet<Row> rows) {
        List<InsertionEntry> entries = new ArrayList<>();
        for (Row row : rows) {
            entries.add(new InsertionEntry(
                    YearMonth.parse(row.getString(0)),
                    row.getBigDecimal(1),
                    row.getOffsetDateTime(2).toInstant(),
                    row.getString(3)));
        }
        return entries;
    }
}
