package network.reuse.defaults.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/** A lock by name, for what has no row yet that could be locked. */
public final class AdvisoryLock {
    private AdvisoryLock() {}

    /** Waits until nobody else holds the lock of this name, and holds it until the transaction ends. */
    public static Future<?> take(SqlConnection transaction, String name) {
        return transaction
                .preparedQuery("select pg_advisory_xact_lock(hashtextextended($1, 0))")
                .execute(Tuple.of(name));
    }
}
