package network.reuse.defaults.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.reuse.contracts.Refusal;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file as spreadsheets and other software write it: {@code ;}, {@code ,} or tabs, perhaps with a first line
 * {@code sep=;}. Each row is read on its own, so that one whose quotes are broken does not spoil its neighbours.
 */
final class CsvRows implements FileRows {
    /** So many lines may one row take. */
    private static final int MOST_LINES_OF_A_ROW = 20;

    private static final Pattern SEPARATOR = Pattern.compile("\"?sep=(.)\"?", Pattern.CASE_INSENSITIVE);

    private final FileLines lines;
    private final char delimiter;
    private final CSVFormat format;
    private int width = Integer.MAX_VALUE;

    private CsvRows(FileLines lines, char delimiter) {
        this.lines = lines;
        this.delimiter = delimiter;
        this.format = format(delimiter);
    }

    /**
     * Begins to read: the sign between cells is what the file says it is, else that by which one of its first lines becomes a heading.
     *
     * @param mostTitles so many lines may stand above the heading
     * @param isHeading whether cells are a heading's
     */
    static CsvRows of(FileLines lines, int mostTitles, Predicate<List<String>> isHeading) throws IOException {
        List<FileLines.Line> first = new ArrayList<>();
        for (int i = 0; i <= mostTitles + MOST_LINES_OF_A_ROW; i++) {
            FileLines.Line line = lines.next();
            if (line == null) {
                break;
            }
            Matcher separator = SEPARATOR.matcher(line.text().strip());
            if (i == 0 && separator.matches()) {
                return new CsvRows(lines, separator.group(1).charAt(0));
            }
            first.add(line);
        }
        lines.giveBack(first);
        for (int i = 0; i < Math.min(first.size(), mostTitles + 1); i++) {
            for (char candidate : new char[] {';', ',', '\t'}) {
                List<String> cells = cells(joined(first, i, candidate), format(candidate));
                if (cells != null
                        && isHeading.test(cells.stream().map(lines::heading).toList())) {
                    return new CsvRows(lines, candidate);
                }
            }
        }
        return new CsvRows(lines, ',');
    }

    /** The row that begins with this line. */
    private static String joined(List<FileLines.Line> lines, int from, char delimiter) {
        String text = lines.get(from).text();
        for (int i = from + 1; i < lines.size() && isOpen(text, delimiter); i++) {
            text = text + "\n" + lines.get(i).text();
        }
        return text;
    }

    private static CSVFormat format(char delimiter) {
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(false)
                .get();
    }

    @Override
    public void headed(int cells) {
        width = cells;
    }

    @Override
    public @Nullable FileRow next() throws IOException {
        FileLines.Line line = lines.next();
        if (line == null) {
            return null;
        }
        String text = line.text();
        List<FileLines.Line> more = new ArrayList<>();
        while (isOpen(text, delimiter) && more.size() < MOST_LINES_OF_A_ROW) {
            FileLines.Line next = lines.next();
            if (next == null) {
                break;
            }
            more.add(next);
            text = text + "\n" + next.text();
        }
        List<String> cells = isOpen(text, delimiter) ? null : cells(text, format);
        if (cells == null || (!more.isEmpty() && cells.size() > width)) {
            lines.giveBack(more);
            return FileRow.wrong(
                    line.number(),
                    new Refusal.Fault(
                            "/",
                            "quotes_unclear",
                            "Les guillemets de cette ligne ne se referment pas comme il faut.",
                            "The quotes of this line are not closed as they should be."));
        }
        return FileRow.of(line.number(), cells);
    }

    /** Whether a quoted cell goes on behind the end of this text. */
    private static boolean isOpen(String text, char delimiter) {
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

    @Override
    public String heading(String cell) {
        return lines.heading(cell);
    }

    @Override
    public String text(String cell) {
        return lines.text(cell);
    }
}
