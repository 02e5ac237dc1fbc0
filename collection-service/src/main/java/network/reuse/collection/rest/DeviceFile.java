package network.reuse.collection.rest;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import network.reuse.collection.application.RegisterDevices.Line;
import network.reuse.collection.domain.DeviceLine;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Refusal;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file of devices as workshops' software writes it: {@code ;} or {@code ,}, UTF-8 with or without BOM, or
 * Windows-1252. Columns: category, manufacturer, model, serialNumber, and partnerRef if there is one.
 */
final class DeviceFile {
    private static final int MOST_LINES = 10_000;
    private static final int LONGEST_TEXT = 200;
    private static final List<String> REQUIRED = List.of("category", "manufacturer", "model", "serialNumber");

    private DeviceFile() {}

    static List<Line> read(byte[] file) {
        String text = decode(file);
        int end = text.indexOf('\n');
        String heading = end < 0 ? text : text.substring(0, end);
        char delimiter = heading.indexOf(';') >= 0 ? ';' : ',';
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreHeaderCase(true)
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            checkColumns(parser.getHeaderNames());
            List<Line> lines = new ArrayList<>();
            for (CSVRecord row : parser) {
                if (lines.size() == MOST_LINES) {
                    throw Refusal.of(
                            Refusal.Kind.TOO_LARGE,
                            "too_many_lines",
                            "10 000 lignes au plus par appel ; découpez le fichier.",
                            "10,000 lines at most in one call; split the file.");
                }
                lines.add(line(row));
            }
            return lines;
        } catch (IOException | UncheckedIOException | IllegalArgumentException broken) {
            throw Refusal.of(
                    Refusal.Kind.MALFORMED,
                    "csv_unreadable",
                    "Le fichier CSV n'est pas lisible : guillemets ou colonnes en double.",
                    "The CSV file is not readable: quotes, or a column twice.");
        }
    }

    private static Line line(CSVRecord row) {
        long number = row.getRecordNumber() + 1;
        List<Refusal.Fault> faults = new ArrayList<>();
        DeviceCategory category = category(row, faults);
        String manufacturer = text(row, "manufacturer", faults);
        String model = text(row, "model", faults);
        String serial = text(row, "serialNumber", faults);
        String reference = row.isMapped("partnerRef") && row.isSet("partnerRef") ? row.get("partnerRef") : "";
        if (reference.length() > LONGEST_TEXT) {
            faults.add(tooLong("partnerRef"));
        }
        if (category == null || !faults.isEmpty()) {
            return new Line(number, null, faults);
        }
        return new Line(
                number,
                new DeviceLine(category, manufacturer, model, serial, reference.isEmpty() ? null : reference),
                List.of());
    }

    private static @Nullable DeviceCategory category(CSVRecord row, List<Refusal.Fault> faults) {
        String text = row.isSet("category") ? row.get("category").toUpperCase(Locale.ROOT) : "";
        for (DeviceCategory category : DeviceCategory.values()) {
            if (category.name().equals(text)) {
                return category;
            }
        }
        String known = List.of(DeviceCategory.values()).toString();
        faults.add(new Refusal.Fault(
                "/category",
                "unknown_category",
                "Catégorie attendue : " + known + ".",
                "Expected one of " + known + "."));
        return null;
    }

    private static String text(CSVRecord row, String column, List<Refusal.Fault> faults) {
        String text = row.isSet(column) ? row.get(column) : "";
        if (text.isEmpty()) {
            faults.add(new Refusal.Fault(
                    "/" + column, "required", "Cette valeur est obligatoire.", "This value is required."));
        } else if (text.length() > LONGEST_TEXT) {
            faults.add(tooLong(column));
        }
        return text;
    }

    private static Refusal.Fault tooLong(String column) {
        return new Refusal.Fault("/" + column, "size", "200 caractères au plus.", "200 characters at most.");
    }

    private static void checkColumns(List<String> names) {
        List<Refusal.Fault> faults = new ArrayList<>();
        for (String required : REQUIRED) {
            if (names.stream().noneMatch(required::equalsIgnoreCase)) {
                faults.add(new Refusal.Fault(
                        "/" + required,
                        "column_missing",
                        "La colonne « " + required + " » manque.",
                        "The column \"" + required + "\" is missing."));
            }
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
    }

    private static String decode(byte[] file) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException older) {
            text = new String(file, Charset.forName("windows-1252"));
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
