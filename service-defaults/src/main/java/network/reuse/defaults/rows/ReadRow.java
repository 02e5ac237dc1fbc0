package network.reuse.defaults.rows;

import java.util.List;
import network.reuse.contracts.Refusal;

/**
 * A row of a file as it was read.
 *
 * @param <C> the columns
 */
public sealed interface ReadRow<C> {
    /** The file's own number, of the row's first line. */
    long number();

    /** It has fields. */
    record Said<C>(long number, RowFields<C> fields) implements ReadRow<C> {}

    /** It cannot be read as a row. */
    record Broken<C>(long number, List<Refusal.Fault> faults) implements ReadRow<C> {}

    /** It is no row of the list, such as a title above the heading. */
    record Skipped<C>(long number, Refusal.Fault why) implements ReadRow<C> {}
}
