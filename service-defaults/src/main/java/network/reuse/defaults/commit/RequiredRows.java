package network.reuse.defaults.commit;

/**
 * SQL that fails, and the transaction with it, unless an update changes every row that it has to: what is sent right before
 * the commit cannot be looked at first. A division by zero is an error without a function or a table of its own.
 */
public final class RequiredRows {
    private RequiredRows() {}

    /** The update of one row. */
    public static String one(String update) {
        return "with done as (" + update + " returning 1) select 1 / (count(*) = 1)::int from done";
    }

    /** The update of as many rows as the array that is its {@code $1} has elements. */
    public static String each(String update) {
        return "with done as (" + update + " returning 1) select 1 / (count(*) = cardinality($1))::int from done";
    }
}
