package network.reuse.collection.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.reuse.collection.application.RegisterDevices.Line;
import network.reuse.collection.domain.DeviceLine;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.NormalForm;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Scanned;
import network.reuse.defaults.caller.Fingerprinted;
import network.reuse.defaults.keys.FingerprintedStream;
import network.reuse.defaults.text.NoContact;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file of devices as workshops' software and spreadsheets write it: {@code ;}, {@code ,} or tabs, perhaps with a
 * first line {@code sep=;} and a title above the heading. Columns: category, manufacturer, model, serialNumber, and
 * partnerRef if there is one. Each row is read on its own, so that one that is broken does not spoil its neighbours.
 */
public final class DeviceFile implements Fingerprinted {
    static final String CSV = "text/csv";

    /** What browsers on Windows call CSV where a spreadsheet is installed. */
    static final String CSV_ON_WINDOWS = "application/vnd.ms-excel";

    private static final int MOST_LINES = 10_000;
    private static final int LONGEST_TEXT = 200;
    private static final List<String> COLUMNS =
            List.of("category", "manufacturer", "model", "serialNumber", "partnerRef");
    private static final List<String> REQUIRED = List.of("category", "manufacturer", "model", "serialNumber");

    private static final int MOST_BYTES = 4 * LONGEST_TEXT + 1;

    /** So many lines may stand above the heading, and so many may one row take. */
    private static final int MOST_TITLES = 10;

    private static final int MOST_LINES_OF_A_ROW = 20;
    private static final Pattern SEPARATOR = Pattern.compile("\"?sep=(.)\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

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
     * @param charset the charset that the request names; null when it names none
     */
    static DeviceFile read(FingerprintedStream body, @Nullable String charset) throws IOException {
        List<Line> lines = List.of();
        List<String> ignored = List.of();
        Refusal refusal = null;
        try {
            Reading reading = new Reading(FileLines.of(body, charset));
            reading.read();
            lines = reading.told();
            ignored = reading.ignored();
        } catch (Refusal refused) {
            refusal = refused;
        }
        return new DeviceFile(body.fingerprint(), lines, ignored, refusal);
    }

    /** A row whose letters may still be bytes: in what they are written is known at the end of the file. */
    private record Raw(long number, Map<String, String> columns, List<Refusal.Fault> faults) {}

    /** One file while it is read. */
    private static final class Reading {
        private final FileLines lines;
        private final List<Line> titles = new ArrayList<>();
        private final List<Raw> rows = new ArrayList<>();
        private CSVFormat format = CSVFormat.DEFAULT;
        private char delimiter = ',';
        private List<String> heading = List.of();

        Reading(FileLines lines) {
            this.lines = lines;
        }

        void read() throws IOException {
            delimiter = delimiter();
            format = format(delimiter);
            readHeading();
            for (FileLines.Line line = lines.next(); line != null; line = lines.next()) {
                Raw row = row(line);
                if (row == null) {
                    continue;
                }
                if (rows.size() == MOST_LINES) {
                    throw Refusal.of(
                            Refusal.Kind.TOO_LARGE,
                            "too_many_lines",
                            "10 000 lignes au plus par appel ; découpez le fichier.",
                            "10,000 lines at most in one call; split the file.");
                }
                rows.add(row);
            }
        }

        private static CSVFormat format(char delimiter) {
            return CSVFormat.DEFAULT
                    .builder()
                    .setDelimiter(delimiter)
                    .setIgnoreEmptyLines(false)
                    .get();
        }

        /** The sign between columns: what the file says it is, else that by which a line becomes the heading. */
        private char delimiter() throws IOException {
            List<FileLines.Line> first = new ArrayList<>();
            Character found = null;
            for (int i = 0; i <= MOST_TITLES && found == null; i++) {
                FileLines.Line line = lines.next();
                if (line == null) {
                    break;
                }
                Matcher separator = SEPARATOR.matcher(line.text().strip());
                if (i == 0 && separator.matches()) {
                    return separator.group(1).charAt(0);
                }
                first.add(line);
                found = delimiter(line);
            }
            lines.giveBack(first);
            return found == null ? ',' : found;
        }

        private @Nullable Character delimiter(FileLines.Line line) {
            for (char candidate : new char[] {';', ',', '\t'}) {
                List<String> cells = cells(line.text(), format(candidate));
                if (cells != null && known(cells).size() >= 2) {
                    return candidate;
                }
            }
            return null;
        }

        /** The columns that these cells name. */
        private Set<String> known(List<String> cells) {
            Set<String> known = new HashSet<>();
            for (String cell : cells) {
                String column = column(lines.heading(cell));
                if (COLUMNS.contains(column)) {
                    known.add(column);
                }
            }
            return known;
        }

        /** The column that a cell of the heading names, whatever its case and blanks; else the cell. */
        private static String column(String cell) {
            for (String column : COLUMNS) {
                if (Scanned.form(cell).equals(Scanned.form(column))) {
                    return column;
                }
            }
            return folded(cell);
        }

        private void readHeading() throws IOException {
            for (FileLines.Line line = lines.next(); line != null; line = lines.next()) {
                List<String> cells = cells(line.text(), format);
                if (cells != null && known(cells).size() >= 2) {
                    heading = cells.stream()
                            .map(cell -> column(lines.heading(cell)))
                            .toList();
                    checkColumns();
                    return;
                }
                if (!line.text().isBlank()) {
                    titles.add(Line.skipped(
                            line.number(),
                            new Refusal.Fault(
                                    "/",
                                    "above_the_heading",
                                    "Ligne au-dessus des intitulés de colonnes : ignorée.",
                                    "A line above the heading: passed over.")));
                }
                if (titles.size() > MOST_TITLES) {
                    break;
                }
            }
            checkColumns();
        }

        private void checkColumns() {
            List<Refusal.Fault> faults = new ArrayList<>();
            for (String required : REQUIRED) {
                if (!heading.contains(required)) {
                    faults.add(new Refusal.Fault(
                            "/" + required,
                            "column_missing",
                            "La colonne « " + required + " » manque.",
                            "The column \"" + required + "\" is missing."));
                }
            }
            Set<String> seen = new HashSet<>();
            for (String column : heading) {
                if (!column.isEmpty() && !seen.add(column.toLowerCase(Locale.ROOT))) {
                    faults.add(new Refusal.Fault(
                            "/" + column,
                            "column_twice",
                            "La colonne « " + column + " » figure deux fois.",
                            "The column \"" + column + "\" is there twice."));
                }
            }
            if (!faults.isEmpty()) {
                throw Refusal.invalid(faults);
            }
        }

        /** The row that begins with this line; null when there is nothing in it. */
        private @Nullable Raw row(FileLines.Line line) throws IOException {
            String text = line.text();
            List<FileLines.Line> more = new ArrayList<>();
            while (isOpen(text) && more.size() < MOST_LINES_OF_A_ROW) {
                FileLines.Line next = lines.next();
                if (next == null) {
                    break;
                }
                more.add(next);
                text = text + "\n" + next.text();
            }
            List<String> cells = isOpen(text) ? null : cells(text, format);
            if (cells == null || (!more.isEmpty() && cells.size() > heading.size())) {
                lines.giveBack(more);
                return new Raw(
                        line.number(),
                        Map.of(),
                        List.of(new Refusal.Fault(
                                "/",
                                "quotes_unclear",
                                "Les guillemets de cette ligne ne se referment pas comme il faut.",
                                "The quotes of this line are not closed as they should be.")));
            }
            if (cells.stream().allMatch(cell -> folded(lines.heading(cell)).isEmpty())) {
                return null;
            }
            return raw(line.number(), cells);
        }

        private Raw raw(long number, List<String> cells) {
            Map<String, String> columns = new HashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                String cell = cells.get(i);
                String column = i < heading.size() ? heading.get(i) : "";
                if (COLUMNS.contains(column)) {
                    columns.put(column, cell.length() > MOST_BYTES ? cell.substring(0, MOST_BYTES) : cell);
                } else if (column.isEmpty() && !folded(lines.heading(cell)).isEmpty()) {
                    return new Raw(
                            number,
                            Map.of(),
                            List.of(new Refusal.Fault(
                                    "/",
                                    "cell_without_column",
                                    "La cellule " + (i + 1) + " de cette ligne n'a pas d'intitulé de colonne : un"
                                            + " séparateur de trop ?",
                                    "Cell " + (i + 1) + " of this line has no column in the heading: one separator too"
                                            + " many?")));
                }
            }
            return new Raw(number, columns, List.of());
        }

        /** Whether a quoted cell goes on behind the end of this text. */
        private boolean isOpen(String text) {
            boolean quoted = false;
            boolean begins = true;
            for (int i = 0; i < text.length(); i++) {
                char at = text.charAt(i);
                if (quoted) {
                    if (at == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                        i++;
                    } else if (at == '"') {
                        quoted = false;
                    }
                } else if (at == '"' && begins) {
                    quoted = true;
                }
                begins = !quoted && at == delimiter;
            }
            return quoted;
        }

        /** The cells of one row; null when it is none. */
        private static @Nullable List<String> cells(String text, CSVFormat format) {
            try (CSVParser parser = CSVParser.parse(text, format)) {
                List<CSVRecord> records = parser.getRecords();
                return records.isEmpty()
                        ? List.of()
                        : records.size() == 1 ? records.getFirst().toList() : null;
            } catch (IOException | UncheckedIOException | IllegalStateException broken) {
                return null;
            }
        }

        List<Line> told() {
            List<Line> told = new ArrayList<>(titles);
            for (Raw row : rows) {
                told.add(line(row));
            }
            return told;
        }

        List<String> ignored() {
            return heading.stream()
                    .filter(column -> !column.isEmpty() && !COLUMNS.contains(column))
                    .toList();
        }

        private Line line(Raw row) {
            if (!row.faults().isEmpty()) {
                return Line.wrong(row.number(), row.faults());
            }
            List<Refusal.Fault> faults = new ArrayList<>();
            DeviceCategory category = category(text(row, "category", faults), faults);
            String manufacturer = required(row, "manufacturer", faults);
            String model = required(row, "model", faults);
            String serial = required(row, "serialNumber", faults);
            String reference = text(row, "partnerRef", faults);
            if (NoContact.Check.isContactInReference(reference)) {
                faults.add(NoContact.Check.fault("/partnerRef"));
            }
            if (NoContact.Check.isContactIn(model)) {
                faults.add(NoContact.Check.fault("/model"));
            }
            if (category == null || !faults.isEmpty()) {
                return Line.wrong(row.number(), faults);
            }
            return Line.of(
                    row.number(),
                    new DeviceLine(category, manufacturer, model, serial, reference.isEmpty() ? null : reference));
        }

        private String required(Raw row, String column, List<Refusal.Fault> faults) {
            String text = text(row, column, faults);
            if (text.isEmpty()) {
                faults.add(new Refusal.Fault(
                        "/" + column, "required", "Cette valeur est obligatoire.", "This value is required."));
            }
            return text;
        }

        /** A column's text; empty when the row has none. */
        private String text(Raw row, String column, List<Refusal.Fault> faults) {
            String text = lines.text(row.columns().getOrDefault(column, ""));
            if (text.length() > LONGEST_TEXT) {
                faults.add(
                        new Refusal.Fault("/" + column, "size", "200 caractères au plus.", "200 characters at most."));
            } else if (text.indexOf(0xfffd) >= 0) {
                faults.add(new Refusal.Fault(
                        "/" + column,
                        "unreadable_character",
                        "Un caractère n'est pas lisible ; déclarez le charset du fichier (Content-Type: text/csv;"
                                + " charset=…).",
                        "A character cannot be read; declare the file's charset (Content-Type: text/csv; charset=…)."));
            } else {
                Optional<Refusal.Fault> unseen = NormalForm.fault(text, "/" + column);
                if (unseen.isEmpty()) {
                    return NormalForm.of(text, "/" + column);
                }
                faults.add(unseen.get());
            }
            return folded(text);
        }
    }

    private static String folded(String text) {
        return BLANKS.matcher(text).replaceAll(" ").strip();
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
}
