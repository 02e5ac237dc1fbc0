package network.reuse.gateway.donors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import network.reuse.defaults.document.Wording;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Devices as lines that spreadsheets open: semicolons, UTF-8 with its mark, and no cell that a spreadsheet would compute. */
final class CsvLines {
    /** The media type of these lines. */
    static final String CSV = "text/csv";

    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final String FORMULAE = "=+-@\t\r";
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setDelimiter(';')
            .setRecordSeparator("\r\n")
            .get();
    private static final List<String> HEADING = List.of(
            "code",
            "category",
            "manufacturer",
            "model",
            "serialNumber",
            "lot",
            "taker",
            "takenOn",
            "givenOn",
            "stage",
            "since",
            "erasure",
            "reuse",
            "handedOverAs",
            "handedOverOn",
            "department",
            "programmeId");

    private CsvLines() {}

    /** A heading, and a line of each device. */
    static String of(List<GivenDevice> devices) {
        StringBuilder out = new StringBuilder(BYTE_ORDER_MARK);
        try (CSVPrinter printer = new CSVPrinter(out, FORMAT)) {
            printer.printRecord(HEADING);
            for (GivenDevice device : devices) {
                printer.printRecord(line(device));
            }
        } catch (IOException neverWithAStringBuilder) {
            throw new UncheckedIOException(neverWithAStringBuilder);
        }
        return out.toString();
    }

    private static List<String> line(GivenDevice device) {
        GivenDevice.GivenLot lot = device.lot();
        GivenDevice.HandedOver handedOver = device.handedOver();
        return List.of(
                cell(device.code()),
                cell(device.category()),
                cell(device.manufacturer()),
                cell(device.model()),
                cell(device.serialNumber()),
                cell(lot == null ? null : lot.code()),
                cell(lot == null ? null : lot.takerName()),
                day(lot == null ? null : lot.takenAt()),
                day(device.givenAt()),
                cell(device.stage()),
                day(device.since()),
                cell(device.erasure()),
                cell(device.reuse()),
                cell(handedOver == null ? null : handedOver.as()),
                day(handedOver == null ? null : handedOver.at()),
                cell(handedOver == null ? null : handedOver.department()),
                cell(handedOver == null ? null : handedOver.programmeId()));
    }

    private static String day(@Nullable Instant at) {
        return at == null ? "" : Wording.day(at).toString();
    }

    /** What a spreadsheet would take for a formula begins with an apostrophe, by which it is a text. */
    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        return !text.isEmpty() && FORMULAE.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
