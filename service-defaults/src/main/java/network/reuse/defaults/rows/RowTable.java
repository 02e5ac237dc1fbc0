package network.reuse.defaults.rows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/** Rows of cells below a heading, with a few lines of titles above it. */
final class RowTable<C> {
    static final int MOST_ROWS = 10_000;

    /** So many lines may stand above the heading. */
    static final int MOST_TITLES = 10;

    private final FileRows rows;
    private final Headings<C> words;
    private final List<ReadRow<C>> titles = new ArrayList<>();
    private final List<Raw<C>> raws = new ArrayList<>();
    private List<String> heading = List.of();
    private List<@Nullable C> columns = List.of();

    /** A row whose letters may still be bytes: in what they are written is known at the end of the file. */
    private record Raw<C>(long number, Map<C, String> cells, List<Refusal.Fault> faults) {}

    private RowTable(FileRows rows, Headings<C> words) {
        this.rows = rows;
        this.words = words;
    }

    static <C> RowTable<C> read(FileRows rows, Headings<C> words) throws IOException {
        RowTable<C> table = new RowTable<>(rows, words);
        table.readHeading();
        table.readRows();
        return table;
    }

    /** Whether these cells are a heading: at least two of them name a column. */
    static <C> boolean isHeading(List<String> cells, Headings<C> words) {
        Set<C> named = new HashSet<>();
        for (String cell : cells) {
            words.meaning(cell).ifPresent(meaning -> named.add(meaning.column()));
        }
        return named.size() >= 2;
    }

    /** What each row says, those above the heading among them. */
    List<ReadRow<C>> rows() {
        List<ReadRow<C>> all = new ArrayList<>(titles);
        for (Raw<C> raw : raws) {
            all.add(row(raw));
        }
        return all;
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
                titles.add(new ReadRow.Skipped<>(
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
                            : RowFields.folded(rows.heading(cells.get(i))));
        }
        return headings;
    }

    /** Which column each cell of the heading names; of several for one column the first by its rank, the others say nothing here. */
    private List<@Nullable C> columns() {
        List<Refusal.Fault> faults = new ArrayList<>();
        List<@Nullable C> named = new ArrayList<>(Collections.nCopies(heading.size(), null));
        for (C column : words.columns()) {
            List<Integer> first = first(column);
            if (first.size() == 1) {
                named.set(first.getFirst(), column);
            } else if (!first.isEmpty()) {
                faults.add(twice(
                        words.field(column), first.stream().map(heading::get).toList()));
            } else if (words.isRequired(column)) {
                faults.add(missing(column));
            }
        }
        Set<String> seen = new HashSet<>();
        for (String cell : heading) {
            if (!cell.isEmpty() && words.meaning(cell).isEmpty() && !seen.add(cell.toLowerCase(Locale.ROOT))) {
                faults.add(twice(cell, List.of(cell)));
            }
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        return named;
    }

    /** Where the heading names a column by the first rank that names it at all. */
    private List<Integer> first(C column) {
        TreeMap<Integer, List<Integer>> places = new TreeMap<>();
        for (int i = 0; i < heading.size(); i++) {
            Optional<Headings.Meaning<C>> meaning = words.meaning(heading.get(i));
            if (meaning.isPresent() && meaning.get().column().equals(column)) {
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

    private Refusal.Fault missing(C column) {
        String synonyms = String.join(", ", words.synonyms(column));
        return new Refusal.Fault(
                words.pointer(column),
                "column_missing",
                "La colonne « " + words.field(column) + " » manque ; elle peut aussi s'appeler : " + synonyms + ".",
                "The column \"" + words.field(column) + "\" is missing; it may also be called: " + synonyms + ".");
    }

    private void readRows() throws IOException {
        for (FileRows.FileRow row = rows.next(); row != null; row = rows.next()) {
            Raw<C> raw = raw(row);
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
    private @Nullable Raw<C> raw(FileRows.FileRow row) {
        if (!row.faults().isEmpty()) {
            return new Raw<>(row.number(), Map.of(), row.faults());
        }
        Map<C, String> cells = new HashMap<>();
        boolean isEmpty = true;
        List<Refusal.Fault> faults = new ArrayList<>();
        for (int i = 0; i < row.cells().size(); i++) {
            String cell = row.cells().get(i);
            if (RowFields.folded(rows.heading(cell)).isEmpty()) {
                continue;
            }
            isEmpty = false;
            C column = i < columns.size() ? columns.get(i) : null;
            if (column != null) {
                cells.put(column, cell.substring(0, Math.min(cell.length(), mostKept(column))));
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
        return isEmpty ? null : new Raw<>(row.number(), cells, faults);
    }

    /** What is kept of a cell: more than a text may have, in the longest form of its characters. */
    private int mostKept(C column) {
        return 4 * words.longest(column) + 1;
    }

    private ReadRow<C> row(Raw<C> raw) {
        if (!raw.faults().isEmpty()) {
            return new ReadRow.Broken<>(raw.number(), raw.faults());
        }
        RowFields<C> fields = new RowFields<>(words);
        for (C column : words.columns()) {
            String cell = raw.cells().get(column);
            if (cell != null) {
                rows.fault(cell, words.pointer(column))
                        .ifPresentOrElse(fields::wrong, () -> fields.say(column, rows.text(cell)));
            }
        }
        return new ReadRow.Said<>(raw.number(), fields);
    }
}
