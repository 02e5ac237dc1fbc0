package network.reuse.collection.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import network.reuse.collection.application.DeviceView;
import network.reuse.defaults.document.EmbeddedFont;
import network.reuse.defaults.document.FittedText;
import network.reuse.defaults.document.QrCode;
import network.reuse.defaults.document.TaggedPages;
import network.reuse.defaults.fault.Language;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/**
 * Draws labels as a PDF: a QR code of the address of the device's page, and beside it what people read. Texts are texts, in a
 * font that the file brings, and each label is a section of a tagged document whose QR code has an alternative text.
 */
final class LabelDocument {
    private static final double POINTS_PER_MILLIMETRE = 72 / 25.4;

    private static final double GAP = 3.5;

    /** Sizes of fonts in points, and heights by size. */
    private static final double CODE_SIZE = 19;

    private static final double CATEGORY_SIZE = 9;
    private static final double MODEL_SIZE = 7.5;
    private static final double SERIAL_SIZE = 8.5;
    private static final double LEAST_SERIAL_SIZE = 6.5;
    private static final double HINT_SIZE = 6;
    private static final double FREE = 2.5;
    private static final double LEAST_SIZE = 5;
    private static final double CAPITAL_HEIGHT = 0.72;
    private static final double AFTER_CODE = 1.4;
    private static final double AFTER_CATEGORY = 1.25;
    private static final double LINE = 1.2;
    private static final double STROKE = 0.03;
    private static final double DESCENT = 0.21;
    private static final int MODEL_LINES = 3;
    private static final int SERIAL_LINES = 2;

    private final String publicUrl;
    private final LabelFormat format;
    private final int start;
    private final Language language;

    /**
     * Labels in this format, of which the first one is at this position of its page, from 1 on.
     *
     * @param publicUrl where everybody reaches the gateway
     */
    LabelDocument(String publicUrl, LabelFormat format, int start, Language language) {
        this.publicUrl = publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
        this.format = format;
        this.start = start;
        this.language = language;
    }

    /** The address of a device's page. */
    String address(String code) {
        return publicUrl + "/d/" + code;
    }

    /** The labels of these devices, in this order. */
    byte[] of(List<DeviceView> devices) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            PDType0Font font = EmbeddedFont.of(document);
            TaggedPages tags =
                    new TaggedPages(document, language.of("fr-FR", "en-GB"), language.of("Étiquettes", "Labels"));
            // Else what is printed is a little smaller than the labels are.
            document.getDocumentCatalog()
                    .getViewerPreferences()
                    .setPrintScaling(PDViewerPreferences.PRINT_SCALING.None);
            int first = 0;
            for (int page = 0; first < devices.size(); page++) {
                int end = first;
                while (end < devices.size() && format.place(end, start).page() == page) {
                    end++;
                }
                page(document, tags, font, devices, first, end);
                first = end;
            }
            tags.finish();
            document.save(out);
        }
        return out.toByteArray();
    }

    private void page(
            PDDocument document, TaggedPages tags, PDType0Font font, List<DeviceView> devices, int first, int end)
            throws IOException {
        PDPage page =
                new PDPage(new PDRectangle((float) points(format.pageWidth()), (float) points(format.pageHeight())));
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            TaggedPages.Page tagged = tags.page(page, content);
            for (int i = first; i < end; i++) {
                new Label(tagged, content, font, devices.get(i), format.place(i, start)).draw();
            }
        }
    }

    private static double points(double millimetres) {
        return millimetres * POINTS_PER_MILLIMETRE;
    }

    /** One label on its page; lengths are in points, and heights count from the upper edge down. */
    private final class Label {
        private final TaggedPages.Page tags;
        private final PDPageContentStream content;
        private final PDType0Font font;
        private final FittedText text;
        private final DeviceView device;
        private final double left;
        private final double top;
        private final double height;
        private final double textLeft;
        private final double textWidth;

        Label(
                TaggedPages.Page tags,
                PDPageContentStream content,
                PDType0Font font,
                DeviceView device,
                LabelFormat.Place place) {
            this.tags = tags;
            this.content = content;
            this.font = font;
            this.text = new FittedText(font);
            this.device = device;
            this.left = points(place.left() + format.padding());
            this.top = points(place.top() + format.padding());
            this.height = points(format.labelHeight() - 2 * format.padding());
            this.textLeft = left + height + points(GAP);
            this.textWidth = points(place.left() + format.labelWidth() - format.padding()) - textLeft;
        }

        void draw() throws IOException {
            TaggedPages.Page.Section section = tags.section();
            String address = address(device.code());
            section.figure(
                    language.of("Code QR : ", "QR code: ") + address,
                    () -> QrCode.draw(content, address, left, up(top + height), height));

            double codeSize = text.sizeFor(device.code(), textWidth, CODE_SIZE, LEAST_SIZE);
            double down = top + codeSize * CAPITAL_HEIGHT;
            section.paragraph(() -> bold(device.code(), codeSize, top + codeSize * CAPITAL_HEIGHT));
            String category =
                    language.of(device.category().french(), device.category().english());
            double categoryDown = down + CATEGORY_SIZE * AFTER_CODE;
            section.paragraph(() -> lines(List.of(category), CATEGORY_SIZE, categoryDown));

            String serial = text.printable(device.serialNumber());
            double serialSize = text.sizeFor(serial, textWidth, SERIAL_SIZE, LEAST_SERIAL_SIZE);
            List<String> serialLines = text.lines(serial, textWidth, serialSize, SERIAL_LINES);
            double serialDown = top + height - ((serialLines.size() - 1) * LINE + DESCENT) * serialSize;
            double hintDown = serialDown - serialSize * LINE;

            double modelDown = categoryDown + MODEL_SIZE * AFTER_CATEGORY;
            double room = hintDown - HINT_SIZE * CAPITAL_HEIGHT - FREE - MODEL_SIZE * DESCENT - modelDown;
            int modelLines = Math.clamp((int) Math.floor(room / (MODEL_SIZE * LINE)) + 1, 0, MODEL_LINES);
            if (modelLines > 0) {
                List<String> model = text.lines(
                        text.printable(device.manufacturer() + " " + device.model()),
                        textWidth,
                        MODEL_SIZE,
                        modelLines);
                section.paragraph(() -> lines(model, MODEL_SIZE, modelDown));
            }
            section.paragraph(() -> {
                lines(List.of(language.of("N° de série", "Serial number")), HINT_SIZE, hintDown);
                lines(serialLines, serialSize, serialDown);
            });
        }

        /** Its strokes are thicker than the font's. */
        private void bold(String line, double size, double down) throws IOException {
            content.saveGraphicsState();
            content.setRenderingMode(RenderingMode.FILL_STROKE);
            content.setLineWidth((float) (size * STROKE));
            lines(List.of(line), size, down);
            content.restoreGraphicsState();
        }

        /** Lines of which the first one stands on this height. */
        private void lines(List<String> lines, double size, double down) throws IOException {
            content.beginText();
            content.setFont(font, (float) size);
            content.setLeading((float) (size * LINE));
            content.newLineAtOffset((float) textLeft, up(down));
            for (int i = 0; i < lines.size(); i++) {
                if (i > 0) {
                    content.newLine();
                }
                content.showText(lines.get(i));
            }
            content.endText();
        }

        private float up(double down) {
            return (float) (points(format.pageHeight()) - down);
        }
    }
}
