package network.reuse.defaults.inbox;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import network.reuse.defaults.database.DatabaseSession;
import network.reuse.defaults.time.SkewedClock;
import org.apache.kafka.common.KafkaException;

/**
 * Failures that may be gone when the same is tried again: the network, a server that shuts down or is full, a deadlock, another
 * process that was faster, a wrong clock. Each kind is named; whatever is not named is the handler's own fault, and stops one
 * stream instead of the whole consumer.
 */
final class TransientFailures {
    /**
     * SQLSTATE classes: connection exception, transaction rollback (serialisation, deadlock), insufficient resources, operator
     * intervention (shutdown, cancelled), system error.
     */
    private static final List<String> CLASSES = List.of("08", "40", "53", "57", "58");

    /**
     * Lock not available; a read-only server after a failover; idle and transaction time-outs. Not 25P02, "the transaction is
     * aborted", which only says that an earlier statement failed.
     */
    private static final Set<String> STATES = Set.of("55P03", "25006", "25P03", "25P04");

    private static final String NONE_FREE = "Timeout waiting for connection";

    private TransientFailures() {}

    static boolean isTransient(Throwable failure) {
        return switch (failure) {
            case PgException database -> isTransient(String.valueOf(database.getSqlState()));
            case IOException _, TimeoutException _, KafkaException _, Checkpoints.Overtaken _, SkewedClock _ -> true;
            case VertxException none when saysNoneFree(none) -> true;
            case NoStackTraceThrowable none when saysNoneFree(none) -> true;
            default -> DatabaseSession.isLost(failure);
        };
    }

    /** The pool of connections has no type of its own for it. */
    private static boolean saysNoneFree(Throwable failure) {
        return String.valueOf(failure.getMessage()).startsWith(NONE_FREE);
    }

    private static boolean isTransient(String state) {
        return STATES.contains(state) || CLASSES.stream().anyMatch(state::startsWith);
    }
}
