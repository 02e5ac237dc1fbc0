package network.reuse.mediation.persistence;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import network.reuse.defaults.commit.Refusals;

/** The partners' own references, which an organisation uses once for each kind of thing. */
final class References {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String CONSTRAINT = "one_reference_an_organisation";

    private References() {}

    /** The same write, refused as existing already when its reference was used before. */
    static <T> Future<T> refuseRepeated(Future<T> write) {
        return write.recover(failure -> Future.failedFuture(
                failure instanceof PgException database
                                && UNIQUE_VIOLATION.equals(database.getSqlState())
                                && String.valueOf(database.getConstraint()).endsWith(CONSTRAINT)
                        ? Refusals.alreadyExists()
                        : failure));
    }
}
