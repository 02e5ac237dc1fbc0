package network.reuse.defaults.rows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import network.reuse.contracts.Refusal;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the one sheet of an XLSX workbook that has a heading, with the numbers that the spreadsheet shows. A cell is what it shows:
 * leading zeros that its format gives it belong to it; a number that the spreadsheet has rounded, a date and an error are no text.
 */
final class WorkbookRows implements FileRows {
    /** A double has so many significant figures; a spreadsheet replaces further ones by zeros. */
    private static final int FIGURES = 15;

    private static final int MOST_CELLS = 500;

    /** Begins what stands for a cell that has no text. */
    private static final char NO_TEXT = '\ue000';

    private static final String DATE = NO_TEXT + "date";
    private static final String ROUNDED = NO_TEXT + "rounded";
    private static final String ERROR = NO_TEXT + "error";

    private static final Pattern ERRORS = Pattern.compile("#(N/A|REF!|VALUE!|NAME\\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)");
    private static final Pattern ZEROS = Pattern.compile("0{2,30}");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.");
    private static final Pattern OF_A_DATE = Pattern.compile("[ymdhs]");

    private final Iterator<Row> rows;

    private WorkbookRows(Iterator<Row> rows) {
        this.rows = rows;
    }

    /** What is done with the rows of a workbook that is open. */
    interface Use<T> {
        T of(WorkbookRows rows) throws IOException;
    }

    /**
     * Opens a workbook, and closes it when its rows have been used.
     *
     * @param mostTitles so many rows may stand above the heading
     * @param isHeading whether cells are a heading's
     */
    static <T> T use(InputStream body, int mostTitles, Predicate<List<String>> isHeading, Use<T> use)
            throws IOException {
        byte[] bytes = body.readAllBytes();
        WorkbookLimits.check(bytes);
        try (ReadableWorkbook workbook = open(bytes);
                Stream<Row> rows = sheet(workbook, mostTitles, isHeading).openStream()) {
            return use.of(new WorkbookRows(rows.iterator()));
        } catch (Refusal told) {
            throw told;
        } catch (IOException | RuntimeException broken) {
            // What the library meets in a workbook that is none comes as any kind of exception.
            throw unreadable();
        }
    }

    /** The library finds no formats in a workbook that has none, and says so by an exception. */
    private static ReadableWorkbook open(byte[] bytes) throws IOException {
        try {
            return new ReadableWorkbook(new ByteArrayInputStream(bytes), new ReadingOptions(true, true));
        } catch (ExcelReaderException withoutFormats) {
            return new ReadableWorkbook(new ByteArrayInputStream(bytes), new ReadingOptions(false, true));
        }
    }

    /** The sheet with the heading; the first when none has one. */
    private static Sheet sheet(ReadableWorkbook workbook, int mostTitles, Predicate<List<String>> isHeading)
            throws IOException {
        List<Sheet> visible = workbook.getSheets()
                .filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE)
                .toList();
        if (visible.isEmpty()) {
            throw unreadable();
        }
        List<Sheet> headed = new ArrayList<>();
        for (Sheet sheet : visible) {
            try (Stream<Row> first = sheet.openStream()) {
                if (first.limit(mostTitles + 1L).anyMatch(row -> isHeading.test(cells(row)))) {
                    headed.add(sheet);
                }
            }
        }
        if (headed.size() > 1) {
            List<String> names = headed.stream().map(Sheet::getName).toList();
            throw Refusal.of(
                    Refusal.Kind.MALFORMED,
                    "several_sheets",
                    "Plusieurs feuilles de ce classeur contiennent une liste : " + names
                            + " ; envoyez-les une par une.",
                    "Several sheets of this workbook hold a list: " + names + "; send them one by one.");
        }
        return headed.isEmpty() ? visible.getFirst() : headed.getFirst();
    }

    static Refusal unreadable() {
        return Refusal.of(
                Refusal.Kind.MALFORMED,
                "workbook_unreadable",
                "Ce classeur n'est pas lisible comme XLSX ; s'il est ancien (.xls) ou protégé par un mot de passe, enregistrez-le"
                        + " au format « Classeur Excel (.xlsx) » sans mot de passe, ou « CSV UTF-8 ».",
                "This workbook cannot be read as XLSX; if it is an old one (.xls) or protected by a password, save it as"
                        + " \"Excel workbook (.xlsx)\" without a password, or as \"CSV UTF-8\".");
    }

    @Override
    public @Nullable FileRow next() {
        if (!rows.hasNext()) {
            return null;
        }
        Row row = rows.next();
        return FileRow.of(row.getRowNum(), cells(row));
    }

    @Override
    public Optional<Refusal.Fault> fault(String cell, String pointer) {
        return switch (cell) {
            case DATE ->
                Optional.of(new Refusal.Fault(
                        pointer,
                        "cell_is_a_date",
                        "Le tableur a fait une date de cette cellule ; mettez la colonne au format texte et reprenez la"
                                + " valeur d'origine.",
                        "The spreadsheet made a date of this cell; format the column as text and take the original value"
                                + " again."));
            case ROUNDED ->
                Optional.of(new Refusal.Fault(
                        pointer,
                        "cell_was_rounded",
                        "Le tableur n'a gardé que quinze chiffres de ce nombre ; mettez la colonne au format texte et"
                                + " reprenez la valeur d'origine.",
                        "The spreadsheet has kept fifteen figures of this number only; format the column as text and take the"
                                + " original value again."));
            case ERROR ->
                Optional.of(new Refusal.Fault(
                        pointer,
                        "cell_is_an_error",
                        "Cette cellule est une erreur du tableur, telle que #N/A.",
                        "This cell is an error of the spreadsheet, such as #N/A."));
            default -> Optional.empty();
        };
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>(Collections.nCopies(Math.min(row.getCellCount(), MOST_CELLS), ""));
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = row.getCell(i);
            if (cell != null) {
                cells.set(i, text(cell));
            }
        }
        return cells;
    }

    private static String text(Cell cell) {
        Object value = cell.getValue();
        if (cell.getType() == CellType.ERROR) {
            return ERROR;
        }
        return switch (value) {
            case null -> "";
            case BigDecimal number -> number(number, cell.getDataFormatString());
            case Boolean is -> is ? "TRUE" : "FALSE";
            default -> {
                // A formula whose result is a text or an error.
                String text = value.toString();
                yield cell.getType() != CellType.STRING && ERRORS.matcher(text).matches() ? ERROR : text;
            }
        };
    }

    /** A number as it is shown in this format. */
    private static String number(BigDecimal number, @Nullable String format) {
        String shown = format == null ? "" : QUOTED.matcher(format).replaceAll("");
        if (OF_A_DATE.matcher(shown.toLowerCase(Locale.ROOT)).find()
                && !shown.toLowerCase(Locale.ROOT).contains("general")) {
            return DATE;
        }
        BigDecimal plain = number.stripTrailingZeros();
        if (Math.abs((long) plain.scale()) > FIGURES
                || plain.precision() - plain.scale() > FIGURES
                || plain.precision() > FIGURES) {
            return ROUNDED;
        }
        String figures = plain.toPlainString();
        boolean padded = ZEROS.matcher(shown).matches() && plain.scale() <= 0 && plain.signum() >= 0;
        return padded && figures.length() < shown.length()
                ? "0".repeat(shown.length() - figures.length()) + figures
                : figures;
    }
}
