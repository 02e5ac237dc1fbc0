package network.reuse.defaults.commit;

import io.vertx.pgclient.PgException;

/** What the database refuses because something is where another already is: an exclusion constraint is the referee. */
public final class ExclusionViolation {
    private static final String SQL_STATE = "23P01";

    private ExclusionViolation() {}

    /** Whether a statement failed so. */
    public static boolean is(Throwable failure) {
        return failure instanceof PgException database && SQL_STATE.equals(database.getSqlState());
    }
}
