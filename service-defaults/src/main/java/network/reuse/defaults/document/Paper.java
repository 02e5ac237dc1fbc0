package network.reuse.defaults.document;

import java.io.IOException;
import java.util.List;
import network.reuse.defaults.fault.Language;
import org.jspecify.annotations.Nullable;

/**
 * A paper for people on A4: what it says, in reading order. How it is drawn is the same for all papers: tagged, with its title and
 * language, a font that it brings, and the number of each page.
 *
 * @param title what it is, at its head and in the window of who reads it
 * @param reference by which it is told from others of its kind, at the foot of each page
 */
public record Paper(Language language, String title, String reference, List<Block> blocks) {
    public Paper {
        blocks = List.copyOf(blocks);
    }

    /** The file. */
    public byte[] pdf() throws IOException {
        return new PaperDrawing(this).pdf();
    }

    /** A part of a paper. */
    public sealed interface Block {}

    /** The heading of what follows. */
    public record Heading(String text) implements Block {}

    /** Plain text. */
    public record Paragraph(String text) implements Block {}

    /** Text that must not be missed: what something means, and what it does not. */
    public record Note(String text) implements Block {}

    /** Names with their values, one below the other; those without a value are left out. */
    public record Details(List<Detail> details) implements Block {
        public Details {
            details = details.stream().filter(detail -> detail.value() != null).toList();
        }
    }

    /** A name and its value. */
    public record Detail(String name, @Nullable String value) {}

    /**
     * Rows below a heading that each page repeats.
     *
     * @param none what stands there when there are no rows
     */
    public record Table(List<Column> columns, List<List<String>> rows, String none) implements Block {
        public Table {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
            for (List<String> row : rows) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException("a row has another number of cells than there are columns");
                }
            }
        }
    }

    /**
     * A column of a table.
     *
     * @param share how wide it is, by comparison with the others
     * @param isNumber whether its values end at the same place
     */
    public record Column(String heading, double share, boolean isNumber) {
        /** A column of texts. */
        public static Column of(String heading, double share) {
            return new Column(heading, share, false);
        }

        /** A column of numbers. */
        public static Column ofNumbers(String heading, double share) {
            return new Column(heading, share, true);
        }
    }

    /** An address as a QR code, with what is there beside it. */
    public record Code(String address, String text) implements Block {}

    /** What follows begins on another page. */
    public record NewPage() implements Block {}
}
