package network.reuse.defaults.document;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** The one font of all papers; a file brings the characters of it that it shows. */
public final class EmbeddedFont {
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private EmbeddedFont() {}

    /** The font, for this document alone. */
    public static PDType0Font of(PDDocument document) throws IOException {
        try (InputStream file = Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT), FONT)) {
            return PDType0Font.load(document, file, true);
        }
    }
}
