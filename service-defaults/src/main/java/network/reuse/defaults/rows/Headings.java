package network.reuse.defaults.rows;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a file of rows are, and by what words its heading names them.
 *
 * @param <C> what a file says in a column each
 */
public interface Headings<C> {
    /** The longest text that a column takes unless it says otherwise. */
    int LONGEST_TEXT = 200;

    /** All of them, in the order in which they are told. */
    List<C> columns();

    /** What it is called in JSON and in pointers. */
    String field(C column);

    /** Whether a file without it says too little. */
    boolean isRequired(C column);

    /** What files call it as well. */
    List<String> synonyms(C column);

    /** The longest text that it takes. */
    default int longest(C column) {
        return LONGEST_TEXT;
    }

    /** The column that a heading names, if it names one. */
    Optional<Meaning<C>> meaning(String heading);

    /**
     * The column that a heading names.
     *
     * @param rank by what right; of several headings for one column those with the lowest count
     */
    record Meaning<C>(C column, int rank) {}

    /** The column that is called so in JSON; null when none is. */
    default @Nullable C named(String field) {
        for (C column : columns()) {
            if (field(column).equals(field)) {
                return column;
            }
        }
        return null;
    }

    /** Its JSON pointer within a row. */
    default String pointer(C column) {
        return "/" + field(column);
    }
}
