package network.reuse.defaults.document;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import network.reuse.defaults.document.TaggedPages.Element;
import network.reuse.defaults.fault.Language;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.jspecify.annotations.Nullable;

/** Draws a paper page by page; lengths are in points, and heights count from the upper edge down. */
final class PaperDrawing {
    private static final double WIDTH = PDRectangle.A4.getWidth();
    private static final double HEIGHT = PDRectangle.A4.getHeight();
    private static final double SIDE = 54;
    private static final double TOP = 54;
    private static final double BOTTOM = HEIGHT - 62;
    private static final double FOOT = HEIGHT - 36;
    private static final double INNER = WIDTH - 2 * SIDE;

    private static final double LINE = 1.32;
    private static final double CAPITAL_HEIGHT = 0.72;
    private static final double DESCENT = 0.21;
    private static final double STROKE = 0.03;
    private static final double TITLE_SIZE = 19;
    private static final double HEADING_SIZE = 12;
    private static final double BODY_SIZE = 10;
    private static final double CELL_SIZE = 8.5;
    private static final double FOOT_SIZE = 8;
    private static final double AFTER_TITLE = 10;
    private static final double BEFORE_HEADING = 14;
    private static final double AFTER_HEADING = 6;
    private static final double AFTER_BLOCK = 8;
    private static final double AFTER_DETAIL = 3;
    private static final double WITH_HEADING = 56;
    private static final double NAME_WIDTH = 150;
    private static final double PADDING = 4;
    private static final double NOTE_PADDING = 9;
    private static final double NOTE_BAR = 3;
    private static final double CODE_SIDE = 96;
    private static final double CODE_GAP = 16;
    private static final double HAIRLINE = 0.5;
    private static final int MOST_LINES = 40;
    private static final int MOST_CELL_LINES = 12;

    private static final Color INK = new Color(0x1a1a1a);
    private static final Color QUIET = new Color(0x555555);
    private static final Color RULE = new Color(0xc8c8c8);
    private static final Color SHADE = new Color(0xf0f2f5);
    private static final Color ACCENT = new Color(0x1f4e79);

    private final Paper paper;
    private final Wording wording;
    private final PDDocument document = new PDDocument();
    private final PDType0Font font;
    private final FittedText fitted;
    private final TaggedPages tags;
    private @Nullable Sheet sheet;
    private double down = TOP;

    /** The page that is being drawn. */
    private record Sheet(PDPageContentStream content, TaggedPages.Page tags) {}

    PaperDrawing(Paper paper) throws IOException {
        this.paper = paper;
        this.wording = new Wording(paper.language());
        this.font = EmbeddedFont.of(document);
        this.fitted = new FittedText(font);
        this.tags = new TaggedPages(document, paper.language().of("fr-FR", "en-GB"), fitted.printable(paper.title()));
    }

    byte[] pdf() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (document) {
            title();
            for (Paper.Block block : paper.blocks()) {
                switch (block) {
                    case Paper.Heading heading -> heading(heading.text());
                    case Paper.Paragraph paragraph -> paragraph(paragraph.text());
                    case Paper.Note note -> note(note.text());
                    case Paper.Details details -> details(details.details());
                    case Paper.Table table -> table(table);
                    case Paper.Code code -> code(code);
                    case Paper.NewPage _ -> end();
                }
            }
            end();
            feet();
            tags.finish();
            document.save(out);
        }
        return out.toByteArray();
    }

    private void title() throws IOException {
        List<String> lines = lines(typeset(paper.title()), INNER, TITLE_SIZE, MOST_LINES);
        Element element = tags.element(StandardStructureTypes.H1);
        Sheet on = sheet();
        on.tags().mark(element, () -> bold(on, lines, SIDE, baseline(TITLE_SIZE), TITLE_SIZE, ACCENT));
        down += height(lines, TITLE_SIZE) + AFTER_TITLE;
    }

    private void heading(String text) throws IOException {
        List<String> lines = lines(typeset(text), INNER, HEADING_SIZE, MOST_LINES);
        down += isAtTop() ? 0 : BEFORE_HEADING;
        Sheet on = require(height(lines, HEADING_SIZE) + AFTER_HEADING + WITH_HEADING);
        on.tags()
                .mark(
                        tags.element(StandardStructureTypes.H2),
                        () -> bold(on, lines, SIDE, baseline(HEADING_SIZE), HEADING_SIZE, ACCENT));
        down += height(lines, HEADING_SIZE) + AFTER_HEADING;
    }

    private void paragraph(String text) throws IOException {
        List<String> lines = lines(typeset(text), INNER, BODY_SIZE, MOST_LINES);
        Sheet on = require(height(lines, BODY_SIZE));
        on.tags()
                .mark(
                        tags.element(StandardStructureTypes.P),
                        () -> write(on, lines, SIDE, baseline(BODY_SIZE), BODY_SIZE, INK));
        down += height(lines, BODY_SIZE) + AFTER_BLOCK;
    }

    private void note(String text) throws IOException {
        List<String> lines = lines(typeset(text), INNER - 2 * NOTE_PADDING - NOTE_BAR, BODY_SIZE, MOST_LINES);
        double tall = height(lines, BODY_SIZE) + 2 * NOTE_PADDING;
        Sheet on = require(tall);
        double top = down;
        on.tags().artifact(() -> {
            fill(on, SIDE, top, INNER, tall, SHADE);
            fill(on, SIDE, top, NOTE_BAR, tall, ACCENT);
        });
        down += NOTE_PADDING;
        on.tags()
                .mark(
                        tags.element(StandardStructureTypes.P),
                        () -> write(on, lines, SIDE + NOTE_BAR + NOTE_PADDING, baseline(BODY_SIZE), BODY_SIZE, INK));
        down = top + tall + AFTER_BLOCK;
    }

    private void details(List<Paper.Detail> details) throws IOException {
        if (details.isEmpty()) {
            return;
        }
        Element list = tags.element(StandardStructureTypes.L);
        for (Paper.Detail detail : details) {
            List<String> name = lines(typeset(detail.name()), NAME_WIDTH - CODE_GAP, BODY_SIZE, MOST_LINES);
            List<String> value =
                    lines(Objects.requireNonNull(detail.value()), INNER - NAME_WIDTH, BODY_SIZE, MOST_LINES);
            double tall = Math.max(height(name, BODY_SIZE), height(value, BODY_SIZE));
            Sheet on = require(tall);
            Element item = list.element(StandardStructureTypes.LI);
            double at = baseline(BODY_SIZE);
            on.tags().mark(item.element(StandardStructureTypes.LBL), () -> write(on, name, SIDE, at, BODY_SIZE, QUIET));
            on.tags()
                    .mark(
                            item.element(StandardStructureTypes.L_BODY),
                            () -> write(on, value, SIDE + NAME_WIDTH, at, BODY_SIZE, INK));
            down += tall + AFTER_DETAIL;
        }
        down += AFTER_BLOCK - AFTER_DETAIL;
    }

    private void table(Paper.Table table) throws IOException {
        if (table.rows().isEmpty()) {
            paragraph(table.none());
            return;
        }
        List<Paper.Column> columns = table.columns();
        double shares = columns.stream().mapToDouble(Paper.Column::share).sum();
        double[] widths = columns.stream()
                .mapToDouble(column -> column.share() / shares * INNER)
                .toArray();
        List<List<String>> heading = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            heading.add(lines(typeset(columns.get(i).heading()), widths[i] - 2 * PADDING, CELL_SIZE, MOST_CELL_LINES));
        }
        Element whole = tags.element(StandardStructureTypes.TABLE);
        boolean isFirst = true;
        for (List<String> row : table.rows()) {
            List<List<String>> cells = new ArrayList<>();
            for (int i = 0; i < widths.length; i++) {
                cells.add(lines(row.get(i), widths[i] - 2 * PADDING, CELL_SIZE, MOST_CELL_LINES));
            }
            double tall = rowHeight(cells);
            if (isFirst || down + tall > BOTTOM) {
                if (isFirst) {
                    var _ = require(rowHeight(heading) + tall);
                } else {
                    end();
                }
                columnHeadings(whole, columns, widths, heading, isFirst);
                isFirst = false;
            }
            row(whole, columns, widths, cells, tall);
        }
        down += AFTER_BLOCK;
    }

    /** The first of them is content; those that later pages repeat are there for the eye. */
    private void columnHeadings(
            Element table, List<Paper.Column> columns, double[] widths, List<List<String>> heading, boolean isFirst)
            throws IOException {
        Sheet on = sheet();
        double tall = rowHeight(heading);
        double top = down;
        on.tags().artifact(() -> fill(on, SIDE, top, INNER, tall, SHADE));
        Element row = isFirst ? table.element(StandardStructureTypes.TR) : null;
        double left = SIDE;
        for (int i = 0; i < widths.length; i++) {
            List<String> lines = heading.get(i);
            double x = left;
            double width = widths[i];
            boolean isNumber = columns.get(i).isNumber();
            TaggedPages.Drawing drawing = () -> cell(on, lines, x, width, top, isNumber, true);
            if (row == null) {
                on.tags().artifact(drawing);
            } else {
                on.tags().mark(row.element(StandardStructureTypes.TH).ofColumn(), drawing);
            }
            left += width;
        }
        down += tall;
    }

    private void row(Element table, List<Paper.Column> columns, double[] widths, List<List<String>> cells, double tall)
            throws IOException {
        Sheet on = sheet();
        Element row = table.element(StandardStructureTypes.TR);
        double top = down;
        double left = SIDE;
        for (int i = 0; i < widths.length; i++) {
            List<String> lines = cells.get(i);
            double x = left;
            double width = widths[i];
            boolean isNumber = columns.get(i).isNumber();
            on.tags()
                    .mark(
                            row.element(StandardStructureTypes.TD),
                            () -> cell(on, lines, x, width, top, isNumber, false));
            left += width;
        }
        down += tall;
        double rule = down;
        on.tags().artifact(() -> fill(on, SIDE, rule - HAIRLINE, INNER, HAIRLINE, RULE));
    }

    private void cell(
            Sheet on, List<String> lines, double left, double width, double top, boolean isNumber, boolean isHeading)
            throws IOException {
        double at = top + PADDING + CELL_SIZE * CAPITAL_HEIGHT;
        for (String line : lines) {
            double x = isNumber ? left + width - PADDING - fitted.width(line, CELL_SIZE) : left + PADDING;
            if (isHeading) {
                bold(on, List.of(line), x, at, CELL_SIZE, INK);
            } else {
                write(on, List.of(line), x, at, CELL_SIZE, INK);
            }
            at += CELL_SIZE * LINE;
        }
    }

    private static double rowHeight(List<List<String>> cells) {
        int most = cells.stream().mapToInt(List::size).max().orElse(1);
        return ((Math.max(most, 1) - 1) * LINE + CAPITAL_HEIGHT + DESCENT) * CELL_SIZE + 2 * PADDING;
    }

    private void code(Paper.Code code) throws IOException {
        Sheet on = require(CODE_SIDE);
        double top = down;
        on.tags()
                .mark(
                        tags.element(StandardStructureTypes.Figure)
                                .saying(paper.language().of("Code QR : ", "QR code: ") + code.address()),
                        () -> {
                            on.content().setNonStrokingColor(Color.BLACK);
                            QrCode.draw(on.content(), code.address(), SIDE, up(top + CODE_SIDE), CODE_SIDE);
                        });
        double left = SIDE + CODE_SIDE + CODE_GAP;
        double width = INNER - CODE_SIDE - CODE_GAP;
        List<String> text = lines(typeset(code.text()), width, BODY_SIZE, MOST_CELL_LINES);
        List<String> address = lines(code.address(), width, CELL_SIZE, MOST_CELL_LINES);
        on.tags()
                .mark(
                        tags.element(StandardStructureTypes.P),
                        () -> write(on, text, left, baseline(BODY_SIZE), BODY_SIZE, INK));
        down += height(text, BODY_SIZE) + AFTER_DETAIL;
        on.tags()
                .mark(
                        tags.element(StandardStructureTypes.P),
                        () -> write(on, address, left, baseline(CELL_SIZE), CELL_SIZE, QUIET));
        down = Math.max(top + CODE_SIDE, down + height(address, CELL_SIZE)) + AFTER_BLOCK;
    }

    /** Writes at the foot of each page what paper it is of, and which page: only now is it known how many there are. */
    private void feet() throws IOException {
        int pages = document.getNumberOfPages();
        Language language = paper.language();
        for (int i = 0; i < pages; i++) {
            String number = language.of("Page " + (i + 1) + " sur " + pages, "Page " + (i + 1) + " of " + pages);
            double numberWidth = fitted.width(number, FOOT_SIZE);
            List<String> reference = lines(
                    typeset(paper.title() + " – " + paper.reference()), INNER - numberWidth - CODE_GAP, FOOT_SIZE, 1);
            try (PDPageContentStream content = new PDPageContentStream(
                    document, document.getPage(i), PDPageContentStream.AppendMode.APPEND, true, true)) {
                content.beginMarkedContent(COSName.ARTIFACT);
                write(content, reference, SIDE, FOOT, FOOT_SIZE, QUIET);
                write(content, List.of(number), WIDTH - SIDE - numberWidth, FOOT, FOOT_SIZE, QUIET);
                content.endMarkedContent();
            }
        }
    }

    private String typeset(String words) {
        return wording.typeset(words);
    }

    private List<String> lines(String text, double width, double size, int most) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String part : text.split("\n", -1)) {
            lines.addAll(fitted.lines(fitted.printable(part), width, size, most));
        }
        return lines;
    }

    private static double height(List<String> lines, double size) {
        return lines.size() * size * LINE;
    }

    /** Where the first line of what begins here stands. */
    private double baseline(double size) {
        return down + size * (CAPITAL_HEIGHT + (LINE - 1) / 2);
    }

    private boolean isAtTop() {
        return sheet == null;
    }

    /** The page, or the next one where so much does not fit on this one any more. */
    private Sheet require(double tall) throws IOException {
        if (down + tall > BOTTOM && !isAtTop()) {
            end();
        }
        return sheet();
    }

    private Sheet sheet() throws IOException {
        Sheet open = sheet;
        if (open == null) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            PDPageContentStream content = new PDPageContentStream(document, page);
            open = new Sheet(content, tags.page(page, content));
            sheet = open;
            down = TOP;
        }
        return open;
    }

    private void end() throws IOException {
        Sheet open = sheet;
        if (open != null) {
            open.content().close();
            sheet = null;
            down = TOP;
        }
    }

    private void write(Sheet on, List<String> lines, double left, double at, double size, Color color)
            throws IOException {
        write(on.content(), lines, left, at, size, color);
    }

    private void write(
            PDPageContentStream content, List<String> lines, double left, double at, double size, Color color)
            throws IOException {
        content.setNonStrokingColor(color);
        content.beginText();
        content.setFont(font, (float) size);
        content.setLeading((float) (size * LINE));
        content.newLineAtOffset((float) left, up(at));
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                content.newLine();
            }
            content.showText(lines.get(i));
        }
        content.endText();
    }

    /** Its strokes are thicker than the font's. */
    private void bold(Sheet on, List<String> lines, double left, double at, double size, Color color)
            throws IOException {
        PDPageContentStream content = on.content();
        content.saveGraphicsState();
        content.setStrokingColor(color);
        content.setRenderingMode(RenderingMode.FILL_STROKE);
        content.setLineWidth((float) (size * STROKE));
        write(on, lines, left, at, size, color);
        content.restoreGraphicsState();
    }

    private static void fill(Sheet on, double left, double top, double width, double tall, Color color)
            throws IOException {
        on.content().setNonStrokingColor(color);
        on.content().addRect((float) left, up(top + tall), (float) width, (float) tall);
        on.content().fill();
    }

    private static float up(double at) {
        return (float) (HEIGHT - at);
    }
}
