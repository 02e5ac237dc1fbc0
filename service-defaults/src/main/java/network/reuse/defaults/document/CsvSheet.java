package network.reuse.defaults.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Lines that spreadsheets open: semicolons, UTF-8 with its mark, and no cell that a spreadsheet would compute. */
public final class CsvSheet {
    /** The media type of these lines. */
    public static final String CSV = "text/csv";

    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final String FORMULAE = "=+-@\t\r";
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setDelimiter(';')
            .setRecordSeparator("\r\n")
            .get();

    private CsvSheet() {}

    /** A heading and lines of cells, each made by {@link #cell}. */
    public static String of(List<String> heading, List<List<String>> lines) {
        StringBuilder out = new StringBuilder(BYTE_ORDER_MARK);
        try (CSVPrinter printer = new CSVPrinter(out, FORMAT)) {
            printer.printRecord(heading);
            for (List<String> line : lines) {
                printer.printRecord(line);
            }
        } catch (IOException neverWithAStringBuilder) {
            throw new UncheckedIOException(neverWithAStringBuilder);
        }
        return out.toString();
    }

    /** What a spreadsheet would take for a formula begins with an apostrophe, by which it is a text; empty when there is nothing. */
    public static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        return !text.isEmpty() && FORMULAE.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
