package network.reuse.defaults.inbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import network.reuse.contracts.Published;

/**
 * What a service does when events arrive: all of them in one transaction, which also moves the checkpoints, so that each
 * takes effect exactly once. They come in order within each stream. May fail with {@link AwaitsStream}.
 *
 * <p>The first statement that fails ends the transaction, and its failure must be the one that the effect fails with: what
 * the statements sent behind it say (SQLSTATE 25P02) tells nobody why, and would be tried again for ever.
 */
public interface Effect<E> {
    Future<?> apply(SqlConnection transaction, List<Published<E>> events);
}
