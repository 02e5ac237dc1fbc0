package network.reuse.collection.rest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.reuse.collection.application.RegisterDevices.Line;
import network.reuse.collection.domain.ColumnMapping;
import network.reuse.collection.domain.DeviceColumn;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/** Devices in rows of cells below a heading, with a few lines of titles above it. */
final class DeviceTable {
    static final int MOST_ROWS = 10_000;

    /** So many lines may stand above the heading. */
    static final int MOST_TITLES = 10;

    /** What is kept of a cell: more than a text may have, in the longest form of its characters. */
    private static final int MOST_KEPT = 4 * DeviceFields.LONGEST_TEXT + 1;

    private final FileRows rows;
    private final ColumnMapping words;
    private final List<Line> titles = new ArrayList<>();
    private final List<Raw> raws = new ArrayList<>();
    private List<String> heading = List.of();
    private List<@Nullable DeviceColumn> columns = List.of();

    /** A row whose letters may still be bytes: in what they are written is known at the end of the file. */
    private record Raw(long number, Map<DeviceColumn, String> cells, List<Refusal.Fault> faults) {}

    private DeviceTable(FileRows rows, ColumnMapping words) {
        this.rows = rows;
        this.words = words;
    }

    static DeviceTable read(FileRows rows, ColumnMapping words) throws IOException {
        DeviceTable table = new DeviceTable(rows, words);
        table.readHeading();
        table.readRows();
        return table;
    }

    /** Whether these cells are a heading: at least two of them name a column. */
    static boolean isHeading(List<String> cells, ColumnMapping words) {
        Set<DeviceColumn> named = new HashSet<>();
        for (String cell : cells) {
            words.column(cell).ifPresent(meaning -> named.add(meaning.column()));
        }
        return named.size() >= 2;
    }

    /** What each row says, those above the heading among them. */
    List<Line> lines() {
        List<Line> lines = new ArrayList<>(titles);
        for (Raw raw : raws) {
            lines.add(line(raw));
        }
        return lines;
    }

    /** The columns of the heading that say nothing here. */
    List<String> ignored() {
        List<String> ignored = new ArrayList<>();
        for (int i = 0; i < heading.size(); i++) {
            if (columns.get(i) == null && !heading.get(i).isEmpty()) {
                ignored.add(heading.get(i));
            }
        }
        return ignored;
    }

    private void readHeading() throws IOException {
        for (FileRows.FileRow row = rows.next(); row != null; row = rows.next()) {
            List<String> cells = headings(row.cells());
            if (isHeading(cells, words)) {
                heading = cells;
                break;
            }
            if (!row.faults().isEmpty() || cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                titles.add(Line.skipped(
                        row.number(),
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
        rows.headed(heading.size());
        columns = columns();
    }

    /** What the cells of a heading say; one that has no text is called by its place. */
    private List<String> headings(List<String> cells) {
        List<String> headings = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            headings.add(
                    rows.fault(cells.get(i), "/").isPresent()
                            ? "#" + (i + 1)
                            : DeviceFields.folded(rows.heading(cells.get(i))));
        }
        return headings;
    }

    /** Which column each cell of the heading names; of several for one column the first by its rank, the others say nothing here. */
    private List<@Nullable DeviceColumn> columns() {
        List<Refusal.Fault> faults = new ArrayList<>();
        List<@Nullable DeviceColumn> named = new ArrayList<>(Collections.nCopies(heading.size(), null));
        for (DeviceColumn column : DeviceColumn.values()) {
            List<Integer> first = first(column);
            if (first.size() == 1) {
                named.set(first.getFirst(), column);
            } else if (!first.isEmpty()) {
                faults.add(
                        twice(column.field(), first.stream().map(heading::get).toList()));
            } else if (column.isRequired()) {
                faults.add(missing(column));
            }
        }
        Set<String> seen = new HashSet<>();
        for (String cell : heading) {
            if (!cell.isEmpty() && words.column(cell).isEmpty() && !seen.add(cell.toLowerCase(Locale.ROOT))) {
                faults.add(twice(cell, List.of(cell)));
            }
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        return named;
    }

    /** Where the heading names a column by the first rank that names it at all. */
    private List<Integer> first(DeviceColumn column) {
        Map<ColumnMapping.Rank, List<Integer>> places = new EnumMap<>(ColumnMapping.Rank.class);
        for (int i = 0; i < heading.size(); i++) {
            Optional<ColumnMapping.Meaning> meaning = words.column(heading.get(i));
            if (meaning.isPresent() && meaning.get().column() == column) {
                places.computeIfAbsent(meaning.get().rank(), _ -> new ArrayList<>())
                        .add(i);
            }
        }
        return places.values().stream().findFirst().orElse(List.of());
    }

    private static Refusal.Fault twice(String column, List<String> headings) {
        return new Refusal.Fault(
                "/" + column,
                "column_twice",
                "La colonne « " + column + " » figure plusieurs fois : " + headings + " ; gardez-en une.",
                "The column \"" + column + "\" is there several times: " + headings + "; keep one.");
    }

    private static Refusal.Fault missing(DeviceColumn column) {
        String synonyms = String.join(", ", column.synonyms());
        return new Refusal.Fault(
                DeviceFields.pointer(column),
                "column_missing",
                "La colonne « " + column.field() + " » manque ; elle peut aussi s'appeler : " + synonyms + ".",
                "The column \"" + column.field() + "\" is missing; it may also be called: " + synonyms + ".");
    }

    private void readRows() throws IOException {
        for (FileRows.FileRow row = rows.next(); row != null; row = rows.next()) {
            Raw raw = raw(row);
            if (raw == null) {
                continue;
            }
            if (raws.size() == MOST_ROWS) {
                throw tooMany();
            }
            raws.add(raw);
        }
    }

    static Refusal tooMany() {
        return Refusal.of(
                Refusal.Kind.TOO_LARGE,
                "too_many_lines",
                "10 000 lignes au plus par appel ; découpez le fichier.",
                "10,000 lines at most in one call; split the file.");
    }

    /** A row, as far as it is of known columns; null when there is nothing in it. */
    private @Nullable Raw raw(FileRows.FileRow row) {
        if (!row.faults().isEmpty()) {
            return new Raw(row.number(), Map.of(), row.faults());
        }
        Map<DeviceColumn, String> cells = new EnumMap<>(DeviceColumn.class);
        boolean isEmpty = true;
        List<Refusal.Fault> faults = new ArrayList<>();
        for (int i = 0; i < row.cells().size(); i++) {
            String cell = row.cells().get(i);
            if (DeviceFields.folded(rows.heading(cell)).isEmpty()) {
                continue;
            }
            isEmpty = false;
            DeviceColumn column = i < columns.size() ? columns.get(i) : null;
            if (column != null) {
                cells.put(column, cell.length() > MOST_KEPT ? cell.substring(0, MOST_KEPT) : cell);
            } else if (i >= heading.size() || heading.get(i).isEmpty()) {
                faults.add(new Refusal.Fault(
                        "/",
                        "cell_without_column",
                        "La cellule " + (i + 1)
                                + " de cette ligne n'a pas d'intitulé de colonne : un séparateur de trop ?",
                        "Cell " + (i + 1) + " of this line has no column in the heading: one separator too many?"));
                break;
            }
        }
        return isEmpty ? null : new Raw(row.number(), cells, faults);
    }

    private Line line(Raw raw) {
        if (!raw.faults().isEmpty()) {
            return Line.wrong(raw.number(), raw.faults());
        }
        DeviceFields fields = new DeviceFields();
        raw.cells()
                .forEach((column, cell) -> rows.fault(cell, DeviceFields.pointer(column))
                        .ifPresentOrElse(fields::wrong, () -> fields.say(column, rows.text(cell))));
        return fields.line(raw.number(), words);
    }
}
