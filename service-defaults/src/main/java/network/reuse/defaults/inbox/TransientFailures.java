package network.reuse.defaults.inbox;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import network.reuse.defaults.time.SkewedClock;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

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

    /** Vert.x has one class for lost connections and for values that cannot be bound: only the message tells them apart. */
    private static final List<String> LOST = List.of(
            "Timeout waiting for connection",
            "Connection is not active now",
            "Connection was closed",
            "Connection closed",
            "Pending requests failed to be sent due to connection has been closed");

    private TransientFailures() {}

    static boolean isTransient(Throwable failure) {
        return switch (failure) {
            case PgException database -> isTransient(String.valueOf(database.getSqlState()));
            case ClosedConnectionException _,
                    IOException _,
                    TimeoutException _,
                    KafkaException _,
                    Checkpoints.Overtaken _,
                    SkewedClock _ -> true;
            case VertxException lost -> isLost(lost.getMessage());
            case NoStackTraceThrowable lost -> isLost(lost.getMessage());
            default -> false;
        };
    }

    private static boolean isTransient(String state) {
        return STATES.contains(state) || CLASSES.stream().anyMatch(state::startsWith);
    }

    private static boolean isLost(@Nullable String message) {
        return message != null && LOST.stream().anyMatch(message::startsWith);
    }
}
