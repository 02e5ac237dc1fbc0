package network.reuse.bench;

import java.sql.SQLException;

/** A command that a benchmark sends to a service again and again, and what it is sent about. */
interface Work {
    /** What is done, in a few words. */
    String title();

    /** The service that does it. */
    String service();

    /** The partner that asks for it. */
    String client();

    /** Brings what is needed to the bench: the first through the API, its likes in the database. */
    void prepare() throws SQLException;

    /** Readies what the next load of this many callers is about; nothing else runs meanwhile. */
    void rewind(int callers) throws SQLException;

    /** One caller's n-th call since the last rewind, counted from 0. */
    Ask ask(int caller, int callers, int n);

    /**
     * The pgbench script of the command's own transaction.
     *
     * @param log what PostgreSQL logged of it
     * @param answer what the service answered
     */
    String script(String log, String answer);

    /** The arguments that the script needs for so many clients, such as {@code -D per=100}. */
    default java.util.List<String> arguments(int clients) {
        return java.util.List.of();
    }

    /**
     * A call.
     *
     * @param etag the version that it changes, such as {@code v3}; empty when it makes something
     */
    record Ask(String path, String etag, String body) {}
}
