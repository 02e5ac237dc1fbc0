package network.reuse.defaults.timer;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/**
 * What a timer does when it falls due. Its effect and the timer's removal are one transaction, so it happens once; it
 * may set the next timer in the same transaction.
 */
public interface DueCommand {
    Future<?> fire(SqlConnection transaction, String key);
}
