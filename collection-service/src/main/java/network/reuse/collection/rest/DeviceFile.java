package network.reuse.collection.rest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import network.reuse.collection.application.RegisterDevices.Line;
import network.reuse.collection.domain.DeviceLine;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Fingerprinted;
import network.reuse.defaults.keys.FingerprintedStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file of devices as workshops' software writes it: {@code ;} or {@code ,}, UTF-8 with or without BOM, or
 * Windows-1252. Columns: category, manufacturer, model, serialNumber, and partnerRef if there is one.
 */
public final class DeviceFile implements Fingerprinted {
    private static final int MOST_LINES = 10_000;
    private static final int LONGEST_TEXT = 200;
    private static final List<String> COLUMNS =
            List.of("category", "manufacturer", "model", "serialNumber", "partnerRef");
    private static final List<String> REQUIRED = List.of("category", "manufacturer", "model", "serialNumber");

    private static final int MOST_BYTES = 4 * LONGEST_TEXT + 1;
    private static final int HEADING = 4096;

    private final String fingerprint;
    private final List<Line> lines;
    private final @Nullable Refusal refusal;

    private DeviceFile(String fingerprint, List<Line> lines, @Nullable Refusal refusal) {
        this.fingerprint = fingerprint;
        this.lines = lines;
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

    /** Reads a file as it comes; what it cannot be read as is said by {@link #lines}. */
    static DeviceFile read(FingerprintedStream body) throws IOException {
        Letters letters = new Letters(body);
        List<Line> lines = new ArrayList<>();
        Refusal refusal = null;
        try {
            for (Raw row : rows(letters)) {
                lines.add(line(row, letters.charset()));
            }
        } catch (Refusal refused) {
            refusal = refused;
        }
        return new DeviceFile(body.fingerprint(), lines, refusal);
    }

    /** A row whose letters are still bytes: in what they are written is known at the end of the file. */
    private record Raw(long number, Map<String, String> columns) {
        /** A column's text; empty when the row has none. */
        String text(String column, Charset charset) {
            return new String(columns.getOrDefault(column, "").getBytes(StandardCharsets.ISO_8859_1), charset);
        }
    }

    private static List<Raw> rows(Letters letters) throws IOException {
        BufferedReader reader = new BufferedReader(letters);
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter(reader))
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreHeaderCase(true)
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
        List<Raw> rows = new ArrayList<>();
        try {
            CSVParser parser = CSVParser.parse(reader, format);
            checkColumns(parser.getHeaderNames());
            for (CSVRecord row : parser) {
                if (rows.size() == MOST_LINES) {
                    throw Refusal.of(
                            Refusal.Kind.TOO_LARGE,
                            "too_many_lines",
                            "10 000 lignes au plus par appel ; découpez le fichier.",
                            "10,000 lines at most in one call; split the file.");
                }
                rows.add(raw(row));
            }
            return rows;
        } catch (IOException | UncheckedIOException | IllegalArgumentException broken) {
            throw Refusal.of(
                    Refusal.Kind.MALFORMED,
                    "csv_unreadable",
                    "Le fichier CSV n'est pas lisible : guillemets ou colonnes en double.",
                    "The CSV file is not readable: quotes, or a column twice.");
        }
    }

    private static char delimiter(BufferedReader reader) throws IOException {
        reader.mark(HEADING);
        char delimiter = ',';
        for (int i = 0; i < HEADING; i++) {
            int at = reader.read();
            if (at == ';') {
                delimiter = ';';
            }
            if (at < 0 || at == '\n') {
                break;
            }
        }
        reader.reset();
        return delimiter;
    }

    private static Raw raw(CSVRecord row) {
        Map<String, String> columns = new HashMap<>();
        for (String column : COLUMNS) {
            if (row.isMapped(column) && row.isSet(column)) {
                String text = row.get(column);
                columns.put(column, text.length() > MOST_BYTES ? text.substring(0, MOST_BYTES) : text);
            }
        }
        return new Raw(row.getRecordNumber() + 1, columns);
    }

    private static Line line(Raw row, Charset charset) {
        List<Refusal.Fault> faults = new ArrayList<>();
        DeviceCategory category = category(row.text("category", charset), faults);
        String manufacturer = text(row, charset, "manufacturer", faults);
        String model = text(row, charset, "model", faults);
        String serial = text(row, charset, "serialNumber", faults);
        String reference = row.text("partnerRef", charset);
        if (reference.length() > LONGEST_TEXT) {
            faults.add(tooLong("partnerRef"));
        }
        if (category == null || !faults.isEmpty()) {
            return new Line(row.number(), null, faults);
        }
        return new Line(
                row.number(),
                new DeviceLine(category, manufacturer, model, serial, reference.isEmpty() ? null : reference),
                List.of());
    }

    private static @Nullable DeviceCategory category(String text, List<Refusal.Fault> faults) {
        for (DeviceCategory category : DeviceCategory.values()) {
            if (category.name().equals(text.toUpperCase(Locale.ROOT))) {
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

    private static String text(Raw row, Charset charset, String column, List<Refusal.Fault> faults) {
        String text = row.text(column, charset);
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

    /**
     * A file's bytes as characters, one each, without the mark that some software begins UTF-8 with. A CSV file's own
     * signs are the same in each of its alphabets, and which one it is is known once all of it was seen.
     */
    private static final class Letters extends Reader {
        private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

        private final PushbackInputStream body;
        private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        private final byte[] bytes = new byte[8192];
        private final CharBuffer decoded = CharBuffer.allocate(8192 + 16);
        private ByteBuffer undecoded = ByteBuffer.allocate(0);
        private boolean begun;
        private boolean isUtf8 = true;

        Letters(InputStream body) {
            this.body = new PushbackInputStream(body, MARK.length);
        }

        @Override
        public int read(char[] into, int offset, int length) throws IOException {
            if (!begun) {
                begun = true;
                byte[] first = body.readNBytes(MARK.length);
                if (!Arrays.equals(first, MARK)) {
                    body.unread(first);
                }
            }
            int read = body.read(bytes, 0, Math.min(length, bytes.length));
            decode(Math.max(0, read), read < 0);
            for (int i = 0; i < read; i++) {
                into[offset + i] = (char) (bytes[i] & 0xff);
            }
            return read;
        }

        private void decode(int read, boolean ended) {
            if (!isUtf8) {
                return;
            }
            ByteBuffer next = ByteBuffer.allocate(undecoded.remaining() + read);
            next.put(undecoded).put(bytes, 0, read).flip();
            decoded.clear();
            isUtf8 = !decoder.decode(next, decoded, ended).isError();
            undecoded = next;
        }

        /** The alphabet of all that was read: UTF-8 if it can be that, else Windows-1252. */
        Charset charset() {
            return isUtf8 ? StandardCharsets.UTF_8 : Charset.forName("windows-1252");
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
