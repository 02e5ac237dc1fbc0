package network.reuse.gateway.donors;

import static network.reuse.defaults.document.CsvSheet.cell;

import java.time.Instant;
import java.util.List;
import network.reuse.defaults.document.CsvSheet;
import network.reuse.defaults.document.Wording;
import org.jspecify.annotations.Nullable;

/** Devices as lines that spreadsheets open. */
final class CsvLines {
    /** The media type of these lines. */
    static final String CSV = CsvSheet.CSV;

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
        return CsvSheet.of(HEADING, devices.stream().map(CsvLines::line).toList());
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
}
