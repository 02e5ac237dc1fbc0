package network.reuse.collection.rest;

import java.io.IOException;
import java.util.List;
import network.reuse.collection.application.RegisterDevices.Line;
import network.reuse.collection.domain.ColumnMapping;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Fingerprinted;
import network.reuse.defaults.keys.FingerprintedStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of devices as asset managers, workshops' software and spreadsheets write it: CSV, an XLSX workbook or NDJSON. Each row is read on
 * its own, so that one that is broken does not spoil its neighbours.
 */
public final class DeviceFile implements Fingerprinted {
    static final String CSV = "text/csv";

    /** What browsers on Windows call CSV where a spreadsheet is installed. */
    static final String CSV_ON_WINDOWS = "application/vnd.ms-excel";

    static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    static final String NDJSON = "application/x-ndjson";

    private final String fingerprint;
    private final List<Line> lines;
    private final List<String> ignored;
    private final @Nullable Refusal refusal;

    private DeviceFile(String fingerprint, List<Line> lines, List<String> ignored, @Nullable Refusal refusal) {
        this.fingerprint = fingerprint;
        this.lines = lines;
        this.ignored = ignored;
        this.refusal = refusal;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    /** What each line says; refused when the file cannot be read as one. */
    List<Line> lines() {
        if (refusal != null) {
            throw refusal;
        }
        return lines;
    }

    /** The columns of the heading that say nothing here. */
    List<String> ignored() {
        return ignored;
    }

    /**
     * Reads a file as it comes; what it cannot be read as is said by {@link #lines}.
     *
     * @param type the media type that the request names, without parameters
     * @param charset the charset that the request names; null when it names none
     * @param words by which the caller's files name columns and categories
     */
    static DeviceFile read(FingerprintedStream body, String type, @Nullable String charset, ColumnMapping words)
            throws IOException {
        List<Line> lines = List.of();
        List<String> ignored = List.of();
        Refusal refusal = null;
        try {
            if (type.equalsIgnoreCase(NDJSON)) {
                lines = DeviceObjects.read(FileLines.of(body, charset), words);
            } else {
                DeviceTable table = type.equalsIgnoreCase(WORKBOOK)
                        ? WorkbookRows.use(
                                body,
                                DeviceTable.MOST_TITLES,
                                cells -> DeviceTable.isHeading(cells, words),
                                rows -> DeviceTable.read(rows, words))
                        : DeviceTable.read(
                                CsvRows.of(
                                        FileLines.of(body, charset),
                                        DeviceTable.MOST_TITLES,
                                        cells -> DeviceTable.isHeading(cells, words)),
                                words);
                lines = table.lines();
                ignored = table.ignored();
            }
        } catch (Refusal refused) {
            refusal = refused;
        }
        return new DeviceFile(body.fingerprint(), lines, ignored, refusal);
    }
}
