package network.reuse.defaults.rows;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/** The rows of a file of cells, as they come. */
interface FileRows {
    /**
     * A row.
     *
     * @param number the file's own, of its first line
     * @param faults why its cells cannot be read; it has none then
     */
    record FileRow(long number, List<String> cells, List<Refusal.Fault> faults) {
        static FileRow of(long number, List<String> cells) {
            return new FileRow(number, cells, List.of());
        }

        static FileRow wrong(long number, Refusal.Fault why) {
            return new FileRow(number, List.of(), List.of(why));
        }
    }

    /** The next row; null behind the last. */
    @Nullable FileRow next() throws IOException;

    /** The heading was found: rows have so many cells. */
    default void headed(int cells) {}

    /** What a cell of the heading says, while the rest has not been seen. */
    default String heading(String cell) {
        return cell;
    }

    /** Why a cell has no text, at this JSON pointer. */
    default Optional<Refusal.Fault> fault(String cell, String pointer) {
        return Optional.empty();
    }

    /** What a cell says; to be asked for once all was read. */
    default String text(String cell) {
        return cell;
    }
}
