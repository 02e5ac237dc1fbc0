package network.reuse.defaults.commit;

import java.util.List;

/**
 * A page of the rows of an aggregate that the caller's organisation may read, as a native query in the order of their ids.
 * It selects {@code id, version, sequence, status, state, occurred_at, created_at, changed_at}, which are the whole of an
 * entity that maps it; its parameters are {@code :after}, the last id of the page before, and those of the conditions.
 */
public final class ReadersList {
    private static final String COLUMNS = "select t.id, t.version, t.sequence, t.status, t.state, t.occurred_at,"
            + " t.created_at, t.changed_at from ";

    private ReadersList() {}

    /**
     * Walks through what the organisation may read, by the table that {@code index_readers} keeps, so that a page costs what
     * the organisation holds and not what the table does.
     *
     * @param table an aggregate's
     * @param conditions on its columns, such as {@code status = :status}
     */
    public static String page(String table, List<String> conditions) {
        // Without "offset 0" the planner would turn the look-up of each row into a walk through the table.
        return COLUMNS + "(select id from " + table
                + "_reader where organisation = (select caller_organisation())"
                + " and env = (select caller_env()) and id > :after order by id) r cross join lateral"
                + " (select * from " + table + " where id = r.id offset 0) t"
                + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions)) + " order by r.id";
    }

    /** The same for conditions that are true of few rows and have an index of their own, by which these are found. */
    public static String pageOfFew(String table, List<String> conditions) {
        return COLUMNS + table + " t where t.id > :after and " + String.join(" and ", conditions) + " order by t.id";
    }
}
