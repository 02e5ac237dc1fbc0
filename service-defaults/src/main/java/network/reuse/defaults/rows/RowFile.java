package network.reuse.defaults.rows;

import java.io.IOException;
import java.util.List;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.keys.FingerprintedStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of rows as partners' software and spreadsheets write it: CSV, an XLSX workbook or NDJSON. Each row is read on its own, so that one
 * that is broken does not spoil its neighbours.
 *
 * @param fingerprint of all its bytes
 * @param rows what each row says, those above the heading among them
 * @param ignored the columns of the heading that say nothing here
 * @param refusal why the file cannot be read as one; it has no rows then
 */
public record RowFile<C>(
        String fingerprint,
        List<ReadRow<C>> rows,
        List<String> ignored,
        @Nullable Refusal refusal) {
    public static final String CSV = "text/csv";

    /** What browsers on Windows call CSV where a spreadsheet is installed. */
    public static final String CSV_ON_WINDOWS = "application/vnd.ms-excel";

    public static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public static final String NDJSON = "application/x-ndjson";

    public RowFile {
        rows = List.copyOf(rows);
        ignored = List.copyOf(ignored);
    }

    /**
     * Reads a file as it comes.
     *
     * @param type the media type that the request names, without parameters
     * @param charset the charset that the request names; null when it names none
     * @param headings its columns, and the words by which it names them
     */
    public static <C> RowFile<C> read(
            FingerprintedStream body, String type, @Nullable String charset, Headings<C> headings) throws IOException {
        List<ReadRow<C>> rows = List.of();
        List<String> ignored = List.of();
        Refusal refusal = null;
        try {
            if (type.equalsIgnoreCase(NDJSON)) {
                rows = RowObjects.read(FileLines.of(body, charset), headings);
            } else {
                RowTable<C> table = type.equalsIgnoreCase(WORKBOOK)
                        ? WorkbookRows.use(
                                body,
                                RowTable.MOST_TITLES,
                                cells -> RowTable.isHeading(cells, headings),
                                read -> RowTable.read(read, headings))
                        : RowTable.read(
                                CsvRows.of(
                                        FileLines.of(body, charset),
                                        RowTable.MOST_TITLES,
                                        cells -> RowTable.isHeading(cells, headings)),
                                headings);
                rows = table.rows();
                ignored = table.ignored();
            }
        } catch (Refusal refused) {
            refusal = refused;
        }
        return new RowFile<>(body.fingerprint(), rows, ignored, refusal);
    }
}
