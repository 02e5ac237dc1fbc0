package network.reuse.defaults.commit;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.database.PipelinedStatements;
import org.jspecify.annotations.Nullable;

/**
 * A row of an aggregate that cannot be written, since what has to be unique in it is another row's. It knows the value, so
 * that a refusal names the field of the request and, where that is the caller's own, what it belongs to.
 */
public final class UniqueViolation extends RuntimeException {
    static final String SQL_STATE = "23505";

    /** Where requests name what is unique; what is not among these is given by the service itself. */
    private static final Map<String, String> POINTERS = Map.of(
            "id", "/id",
            "identity_form", "/serialNumber",
            "kind", "/name",
            "partner_ref", "/partnerRef",
            "siret", "/siret");

    private static final String COLUMNS = "select a.attname::text from pg_class x"
            + " join pg_index i on i.indexrelid = x.oid"
            + " join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)"
            // Of a part of the rows, or of what is made of columns, nothing is known by the columns alone.
            + " where x.relname::text = $1 and i.indrelid = $2::text::regclass and i.indpred is null and 0 <> all(i.indkey)";

    private static final String UUID_TYPE = "uuid";

    /** What a column was to hold, as text. */
    record Value(String type, @Nullable String text) {}

    private final String table;
    private final String index;
    private final transient Map<String, Value> row;

    private UniqueViolation(String table, String index, Map<String, Value> row, PgException cause) {
        super("what has to be unique in " + table + " is there already, by " + index, cause, false, false);
        this.table = table;
        this.index = index;
        this.row = row;
    }

    /**
     * The same write; where it fails because of something unique in this table, the failure knows the row.
     *
     * @param row what each column was to hold; empty when many rows were to be written
     */
    static <T> Future<T> of(Future<T> written, String table, Supplier<Map<String, Value>> row) {
        // What failed before it was sent stays as it is: nobody waits for it.
        if (PipelinedStatements.isRefused(written)) {
            return written;
        }
        return written.recover(failure -> Future.failedFuture(
                failure instanceof PgException database
                                && SQL_STATE.equals(database.getSqlState())
                                && table.equals(database.getTable())
                        ? new UniqueViolation(table, String.valueOf(database.getConstraint()), row.get(), database)
                        : failure));
    }

    /** What the caller is told: the field, and the id of what has the value already when that is its organisation's. */
    Future<Refusal> refusal(SqlConnection transaction, Caller caller) {
        if (row.isEmpty()) {
            return Future.succeededFuture(Refusals.alreadyExists());
        }
        return transaction
                .preparedQuery(COLUMNS)
                .execute(Tuple.of(index, table))
                .compose(found -> {
                    List<String> columns = new ArrayList<>();
                    for (Row column : found) {
                        columns.add(column.getString(0));
                    }
                    Optional<String> pointer = columns.stream()
                            .flatMap(column -> Stream.ofNullable(POINTERS.get(column)))
                            .findFirst();
                    if (pointer.isEmpty() || !row.keySet().containsAll(columns)) {
                        return Future.succeededFuture(Refusals.alreadyExists());
                    }
                    return existing(transaction, caller, columns).map(id -> Refusals.alreadyExists(pointer.get(), id));
                });
    }

    /** The row that has the same values and that the caller sees, when its organisation made it or owns it. */
    private Future<@Nullable UUID> existing(SqlConnection transaction, Caller caller, List<String> columns) {
        StringBuilder sql = new StringBuilder("select id from ").append(table).append(" where true");
        Tuple values = Tuple.tuple();
        boolean isOwn = false;
        for (Map.Entry<String, Value> column : row.entrySet()) {
            if (columns.contains(column.getKey())) {
                Value value = column.getValue();
                values.addValue(value.text());
                sql.append(" and ")
                        .append(column.getKey())
                        .append(" = $")
                        .append(values.size())
                        .append("::text::")
                        .append(value.type());
                isOwn = isOwn
                        || (value.type().equals(UUID_TYPE)
                                && caller.organisation().toString().equals(value.text()));
            }
        }
        if (!isOwn) {
            values.addValue(caller.organisation());
            sql.append(" and owners @> array[$").append(values.size()).append("::uuid]");
        }
        return transaction.preparedQuery(sql.toString()).execute(values).map(rows -> {
            for (Row found : rows) {
                return found.getUUID(0);
            }
            return null;
        });
    }
}
