package network.reuse.defaults.database;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.util.List;

/** Statements that are sent one after another on one connection, none waiting for the answer of the one before. */
public final class PipelinedStatements {
    private PipelinedStatements() {}

    /**
     * Succeeds when all of them have succeeded. Fails once all are answered, as the first of them that failed: in a transaction
     * those behind it fail because of it. One that was refused before it was sent fails it at once.
     */
    public static Future<?> answered(List<? extends Future<?>> sent) {
        return sent.stream().anyMatch(PipelinedStatements::isRefused) ? Future.all(sent) : Future.join(sent);
    }

    /**
     * Whether a statement was refused before it was sent. That it has failed does not say so: its connection may belong to another
     * thread, which has its answer before this one has sent the next.
     */
    public static boolean isRefused(Future<?> statement) {
        return statement.failed() && !(statement.cause() instanceof PgException);
    }
}
