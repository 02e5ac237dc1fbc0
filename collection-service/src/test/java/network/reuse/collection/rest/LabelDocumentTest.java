package network.reuse.collection.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import network.reuse.collection.application.DeviceView;
import network.reuse.collection.domain.DeviceStatus;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Territory;
import network.reuse.defaults.fault.Language;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class LabelDocumentTest {
    private static final String BASE = "https://reemploi.grandest.example";
    private static final int DOTS_PER_INCH = 200;
    private static final double DOTS_PER_MILLIMETRE = DOTS_PER_INCH / 25.4;
    private static final int WHITE = 0xFFFFFFFF;

    @Test
    void everyCodeOfASheetIsReadByACameraAndNamesItsDevicesPage() throws Exception {
        List<DeviceView> devices = devices(30);
        byte[] pdf = new LabelDocument(BASE, LabelFormat.SHEET_24, 20, Language.FRENCH).of(devices);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(3);
            assertThat(codes(document, 0, LabelFormat.SHEET_24))
                    .containsExactlyElementsOf(addresses(devices.subList(0, 5)));
            assertThat(codes(document, 1, LabelFormat.SHEET_24))
                    .containsExactlyElementsOf(addresses(devices.subList(5, 29)));
            assertThat(codes(document, 2, LabelFormat.SHEET_24))
                    .containsExactlyElementsOf(addresses(devices.subList(29, 30)));
        }
    }

    @Test
    void aRollHasOneLabelAPageOfItsWidth() throws Exception {
        List<DeviceView> devices = devices(3);
        byte[] pdf = new LabelDocument(BASE + "/", LabelFormat.ROLL_62, 1, Language.FRENCH).of(devices);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(3);
            for (int page = 0; page < 3; page++) {
                assertThat(codes(document, page, LabelFormat.ROLL_62))
                        .isEqualTo(addresses(devices.subList(page, page + 1)));
                assertThat(document.getPage(page).getMediaBox().getWidth() / 72 * 25.4)
                        .isBetween(61.9, 62.1);
            }
        }
    }

    @Test
    void itsTextIsTextWithAccentsInEitherLanguage() throws Exception {
        List<DeviceView> devices = List.of(
                device(0, DeviceCategory.SCREEN, "Écrans d’Œuvre", "Modèle à l'été — 27 pouces", "SÉRIE-0001"),
                device(1, DeviceCategory.SMARTPHONE, "Samsung", "Galaxy A54 電話", "R58N90ABCDE"));
        try (PDDocument document =
                Loader.loadPDF(new LabelDocument(BASE, LabelFormat.SHEET_24, 1, Language.FRENCH).of(devices))) {
            assertThat(new PDFTextStripper().getText(document).replaceAll("\\s+", " "))
                    .contains("Écran", "Téléphone", "Écrans d’Œuvre", "Modèle à l'été", "SÉRIE-0001", "N° de série")
                    .contains(devices.get(0).code(), devices.get(1).code(), "R58N90ABCDE")
                    .as("what the font has no picture of")
                    .contains("Galaxy A54 ??");
        }
        try (PDDocument document =
                Loader.loadPDF(new LabelDocument(BASE, LabelFormat.SHEET_24, 1, Language.ENGLISH).of(devices))) {
            assertThat(new PDFTextStripper().getText(document)).contains("Smartphone", "Serial number");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en-GB");
        }
    }

    @Test
    void aLongSerialNumberIsBrokenAndNeverLeavesItsLabel() throws Exception {
        String serial = "ABCDEFGHIJ-1234567890-KLMNOPQRST";
        List<DeviceView> devices = IntStream.range(0, 24)
                .mapToObj(i ->
                        device(i, DeviceCategory.LAPTOP, "Hewlett-Packard", "EliteBook 840 G8 Notebook PC", serial))
                .toList();
        for (LabelFormat format : LabelFormat.values()) {
            byte[] pdf = new LabelDocument(BASE, format, 1, Language.FRENCH).of(devices);
            try (PDDocument document = Loader.loadPDF(pdf)) {
                assertThat(new PDFTextStripper().getText(document).replaceAll("\\s", ""))
                        .contains(serial);
                assertThat(inkAtTheEdges(document, format)).isEmpty();
            }
        }
    }

    @Test
    void itIsSmallTaggedAndBringsItsFont() throws Exception {
        byte[] pdf = new LabelDocument(BASE, LabelFormat.SHEET_24, 1, Language.FRENCH).of(devices(240));
        assertThat(pdf.length).as("240 labels").isLessThan(700_000);
        byte[] one = new LabelDocument(BASE, LabelFormat.SHEET_24, 1, Language.FRENCH).of(devices(24));
        assertThat(one.length).as("one sheet").isLessThan(100_000);
        try (PDDocument document = Loader.loadPDF(one)) {
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("fr-FR");
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Étiquettes");
            PDStructureElement whole = (PDStructureElement) document.getDocumentCatalog()
                    .getStructureTreeRoot()
                    .getKids()
                    .getFirst();
            assertThat(whole.getKids()).hasSize(24);
            PDStructureElement label = (PDStructureElement) whole.getKids().getFirst();
            PDStructureElement figure = (PDStructureElement) label.getKids().getFirst();
            assertThat(figure.getStructureType()).isEqualTo("Figure");
            assertThat(figure.getAlternateDescription()).endsWith(BASE + "/d/D-000000");
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                }
            }
        }
    }

    @Test
    void aSheetThatWasBegunStaysWhiteWhereItsLabelsAreGone() throws Exception {
        byte[] pdf = new LabelDocument(BASE, LabelFormat.SHEET_24, 3, Language.FRENCH).of(devices(22));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            BufferedImage picture = new PDFRenderer(document).renderImageWithDPI(0, DOTS_PER_INCH);
            int right = (int) (140 * DOTS_PER_MILLIMETRE);
            int bottom = (int) (37 * DOTS_PER_MILLIMETRE);
            assertThat(IntStream.of(picture.getRGB(0, 0, right, bottom, null, 0, right))
                            .filter(dot -> dot != WHITE)
                            .count())
                    .isZero();
            // To be looked at.
            assertThat(ImageIO.write(picture, "png", new File("target/labels.png")))
                    .isTrue();
        }
    }

    private static List<String> addresses(List<DeviceView> devices) {
        return devices.stream().map(device -> BASE + "/d/" + device.code()).toList();
    }

    private static List<DeviceView> devices(int count) {
        DeviceCategory[] categories = DeviceCategory.values();
        return IntStream.range(0, count)
                .mapToObj(i -> device(
                        i,
                        categories[i % categories.length],
                        "Hewlett-Packard",
                        i % 3 == 0 ? "EliteBook 840 G8 Notebook PC" : "ProDesk 600",
                        i % 4 == 0 ? "5CG0123ABC-0000-" + i : "5CG0123AB" + i))
                .toList();
    }

    private static DeviceView device(
            int number, DeviceCategory category, String manufacturer, String model, String serialNumber) {
        return new DeviceView(
                new UUID(1, number),
                "D-%06d".formatted(number),
                DeviceStatus.REGISTERED,
                1,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                new UUID(2, 1),
                category,
                manufacturer,
                model,
                serialNumber,
                new UUID(3, 1),
                new Territory("44", "67", "67482"),
                null,
                List.of());
    }

    /** What a camera reads that is held over each place of a page, label by label; nothing where there is no label. */
    private static List<String> codes(PDDocument document, int page, LabelFormat format) throws Exception {
        BufferedImage picture = new PDFRenderer(document).renderImageWithDPI(page, DOTS_PER_INCH);
        List<String> codes = new ArrayList<>();
        for (int label = 0; label < format.labels(); label++) {
            LabelFormat.Place place = format.place(label, 1);
            BufferedImage seen = picture.getSubimage(
                    (int) (place.left() * DOTS_PER_MILLIMETRE),
                    (int) (place.top() * DOTS_PER_MILLIMETRE),
                    (int) (format.labelWidth() * DOTS_PER_MILLIMETRE),
                    (int) (format.labelHeight() * DOTS_PER_MILLIMETRE));
            int[] dots = seen.getRGB(0, 0, seen.getWidth(), seen.getHeight(), null, 0, seen.getWidth());
            if (IntStream.of(dots).anyMatch(dot -> dot != WHITE)) {
                RGBLuminanceSource light = new RGBLuminanceSource(seen.getWidth(), seen.getHeight(), dots);
                codes.add(new QRCodeReader()
                        .decode(
                                new BinaryBitmap(new HybridBinarizer(light)),
                                Map.of(DecodeHintType.TRY_HARDER, Boolean.TRUE))
                        .getText());
            }
        }
        return codes;
    }

    /** The labels of a first page whose free edges are not white. */
    private static List<Integer> inkAtTheEdges(PDDocument document, LabelFormat format) throws IOException {
        BufferedImage picture = new PDFRenderer(document).renderImageWithDPI(0, DOTS_PER_INCH);
        List<Integer> wrong = new ArrayList<>();
        for (int label = 0; label < format.labels(); label++) {
            LabelFormat.Place place = format.place(label, 1);
            double edge = format.padding() - 0.3;
            for (double x = 0.1; x < format.labelWidth() - 0.1; x += 0.1) {
                for (double y = 0.1; y < format.labelHeight() - 0.1; y += 0.1) {
                    boolean isEdge =
                            x < edge || y < edge || x > format.labelWidth() - edge || y > format.labelHeight() - edge;
                    if (isEdge
                            && picture.getRGB((int) ((place.left() + x) * DOTS_PER_MILLIMETRE), (int)
                                            ((place.top() + y) * DOTS_PER_MILLIMETRE))
                                    != WHITE) {
                        wrong.add(label);
                    }
                }
            }
        }
        return wrong;
    }
}
