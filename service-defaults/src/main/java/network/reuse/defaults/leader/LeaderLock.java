package network.reuse.defaults.leader;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * An advisory lock that one process of a service holds at a time: whoever holds it leads. It lives and dies with a database
 * session of its own, which ends when the process ends, or after 12 seconds in which it asked nothing. For one thread.
 */
public final class LeaderLock implements AutoCloseable {
    private final Connection connection;
    private final long key;
    private boolean leading;

    LeaderLock(Connection connection, long key) {
        this.connection = connection;
        this.key = key;
    }

    /**
     * Whether this process leads; takes the lock if it is free. The database is asked each time, so that a session that has
     * ended is noticed: it fails then, and the lock is to be closed.
     */
    public boolean leads() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer =
                        statement.executeQuery(leading ? "select true" : "select pg_try_advisory_lock(" + key + ")")) {
            leading = answer.next() && answer.getBoolean(1);
            return leading;
        }
    }

    /** The session that holds the lock: what is read and written with it is read and written by the leader. */
    public Connection connection() {
        return connection;
    }

    /** Ends the session, and with it the lock. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
