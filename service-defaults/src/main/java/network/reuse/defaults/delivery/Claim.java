package network.reuse.defaults.delivery;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Claims the next row of a table that is due, for one process alone: what another is claiming is passed over, and waited for by
 * nobody. A claim holds once it is committed; what is due no longer is not claimed again.
 *
 * @param table the table, whose column {@code attempts} counts its claims
 * @param key its primary key
 * @param due an SQL condition on a row, of which {@code $1} is the time
 * @param order which is next, as in {@code order by}
 * @param taken what a claim sets, so that the row is no longer due
 */
public record Claim(String table, String key, String due, String order, String taken) {

    /** These columns of the row that is claimed; null when none is due. */
    public Future<@Nullable Row> next(SqlClient client, String columns, Instant now) {
        return client.preparedQuery("update " + table + " set attempts = attempts + 1, " + taken + " where " + key
                        + " = (select " + key + " from " + table + " where " + due + " order by " + order
                        + " limit 1 for update skip locked) returning " + columns)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    for (Row row : rows) {
                        return row;
                    }
                    return null;
                });
    }
}
