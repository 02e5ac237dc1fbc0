package network.reuse.defaults.testing;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * A PDF as whoever reads it finds it: its text, with each run of blanks as one and plain apostrophes, its structure and its pages. With {@code
 * -Dpapers.look=FOLDER} its pages are kept there as pictures.
 *
 * @param tags the types of its structure's elements, in reading order
 * @param fonts how many fonts it has, and of these how many it brings
 */
public record ReadPaper(
        String text, List<String> tags, int pages, String title, String language, int fonts, int brought) {
    /** What the law lets nobody say of used equipment (code de la consommation, R. 122-4). */
    private static final Pattern FORBIDDEN = Pattern.compile("comme neu(f|ve)|état (de )?neuf|like new|good as new");

    private static final int LOOKED_AT_DOTS_PER_INCH = 70;

    public ReadPaper {
        tags = List.copyOf(tags);
    }

    /** Reads a file; its name is that of the pictures. */
    public static ReadPaper of(String name, byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            look(name, document);
            List<String> tags = new ArrayList<>();
            tags(document.getDocumentCatalog().getStructureTreeRoot(), tags);
            int fonts = 0;
            int brought = 0;
            for (PDPage page : document.getPages()) {
                for (COSName font : page.getResources().getFontNames()) {
                    fonts++;
                    brought += page.getResources().getFont(font).isEmbedded() ? 1 : 0;
                }
            }
            return new ReadPaper(
                    new PDFTextStripper()
                            .getText(document)
                            .replaceAll("[\\s\\u00a0\\u202f]+", " ")
                            .replace('’', '\''),
                    tags,
                    document.getNumberOfPages(),
                    document.getDocumentInformation().getTitle(),
                    document.getDocumentCatalog().getLanguage(),
                    fonts,
                    brought);
        }
    }

    /** Whether it says these words, wherever its lines end. */
    public boolean says(String words) {
        return text.replace(" ", "").contains(words.replace(" ", ""));
    }

    /** Whether it says what the law lets nobody say of used equipment. */
    public boolean isForbidden() {
        return isForbidden(text);
    }

    /** The same of any text. */
    public static boolean isForbidden(String text) {
        return FORBIDDEN
                .matcher(text.toLowerCase(Locale.ROOT).replace('’', '\''))
                .find();
    }

    private static void tags(PDStructureNode node, List<String> tags) {
        for (Object kid : node.getKids()) {
            if (kid instanceof PDStructureElement element) {
                tags.add(element.getStructureType());
                tags(element, tags);
            }
        }
    }

    private static void look(String name, PDDocument document) throws IOException {
        String folder = System.getProperty("papers.look");
        if (folder == null) {
            return;
        }
        PDFRenderer renderer = new PDFRenderer(document);
        for (int page = 0; page < Math.min(document.getNumberOfPages(), 4); page++) {
            BufferedImage picture = renderer.renderImageWithDPI(page, LOOKED_AT_DOTS_PER_INCH);
            ImageIO.write(picture, "png", new File(folder, name + "-" + (page + 1) + ".png"));
        }
    }
}
