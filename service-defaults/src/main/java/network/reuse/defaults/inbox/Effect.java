package network.reuse.defaults.inbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import network.reuse.contracts.Published;

/**
 * What a service does when events arrive: all of them in one transaction, which also moves the marks, so that each
 * takes effect exactly once. They come in order within each stream. May fail with {@link AwaitsStream}.
 */
public interface Effect<E> {
    Future<?> apply(SqlConnection transaction, List<Published<E>> events);
}
