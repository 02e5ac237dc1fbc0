package network.reuse.defaults.database;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A session with the database: a connection of a pool, and what runs on it. */
public final class DatabaseSession {
    /** The server ends the session: an administrator, a crash of another session, a server that stops. */
    private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P03");

    /** Vert.x has one class for lost connections and for values that cannot be bound: only the message tells them apart. */
    private static final List<String> LOST = List.of(
            "Connection is not active now",
            "Connection was closed",
            "Connection closed",
            "Pending requests failed to be sent due to connection has been closed");

    private DatabaseSession() {}

    /** Whether the failure says that a session has ended; not that none can be opened, or none is free. */
    public static boolean isLost(Throwable failure) {
        return switch (failure) {
            case PgException database -> ENDED.contains(String.valueOf(database.getSqlState()));
            case ClosedConnectionException _ -> true;
            case ConnectException _ -> false;
            case SocketException _ -> true;
            case VertxException lost -> saysLost(lost.getMessage());
            case NoStackTraceThrowable lost -> saysLost(lost.getMessage());
            default -> false;
        };
    }

    private static boolean saysLost(@Nullable String message) {
        return message != null && LOST.stream().anyMatch(message::startsWith);
    }
}
