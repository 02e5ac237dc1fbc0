package network.reuse.defaults.rows;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.request.CountedStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * What a workbook may hold, looked at before it is opened: a few kilobytes can name millions of cells, a column a hundred million places away or a
 * number of a billion figures. A list of 10,000 rows with twenty columns takes a tenth of what is allowed.
 */
final class WorkbookLimits {
    private static final long MOST_BYTES_UNPACKED = 64L << 20;
    private static final int MOST_SHEETS = 50;
    private static final int MOST_ROWS = 100_000;
    private static final int MOST_CELLS = 1_000_000;
    private static final int MOST_CELLS_OF_A_ROW = 500;
    private static final int MOST_SHARED_TEXTS = 500_000;
    private static final int LONGEST_VALUE = 32_767;
    private static final int LONGEST_NUMBER = 40;

    /** A place that a sheet has; nobody's list reaches beyond column ZZ. */
    private static final Pattern PLACE = Pattern.compile("[A-Z]{1,2}[1-9][0-9]{0,6}");

    private static final Pattern NUMBER = Pattern.compile("[-+0-9.eE]+");
    private static final XMLInputFactory XML = factory();

    private final byte[] part = new byte[8192];
    private long unpacked;
    private int sheets;
    private int rows;
    private int cells;
    private int cellsOfTheRow;
    private int sharedTexts;

    private WorkbookLimits() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** Refuses what is no workbook, and one that holds more than it may. */
    static void check(byte[] workbook) {
        WorkbookLimits limits = new WorkbookLimits();
        try (ZipFile archive = ZipFile.builder().setByteArray(workbook).get()) {
            for (ZipArchiveEntry entry : Collections.list(archive.getEntries())) {
                try (InputStream content = new CountedStream(archive.getInputStream(entry), limits::count)) {
                    limits.check(entry.getName().toLowerCase(Locale.ROOT), content);
                }
            }
        } catch (Refusal told) {
            throw told;
        } catch (IOException | XMLStreamException | RuntimeException broken) {
            throw WorkbookRows.unreadable();
        }
        if (limits.unpacked == 0) {
            throw WorkbookRows.unreadable();
        }
    }

    private void check(String name, InputStream content) throws IOException, XMLStreamException {
        if (name.endsWith(".xml")) {
            XMLStreamReader reader = XML.createXMLStreamReader(content);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                    begins(reader);
                }
            }
            reader.close();
        }
        while (content.read(part) >= 0) {
            // What an archive says of its sizes may be wrong: they are counted.
        }
    }

    private void begins(XMLStreamReader reader) throws XMLStreamException {
        switch (reader.getLocalName()) {
            case "sheet" -> allow(++sheets <= MOST_SHEETS);
            case "si" -> allow(++sharedTexts <= MOST_SHARED_TEXTS);
            case "row" -> {
                cellsOfTheRow = 0;
                allow(++rows <= MOST_ROWS);
            }
            case "c" -> {
                String place = reader.getAttributeValue(null, "r");
                allow(place == null || PLACE.matcher(place).matches());
                allow(++cellsOfTheRow <= MOST_CELLS_OF_A_ROW && ++cells <= MOST_CELLS);
            }
            case "v" -> {
                String value = text(reader);
                allow(value != null
                        && (value.length() <= LONGEST_NUMBER
                                || !NUMBER.matcher(value).matches()));
            }
            default -> {
                // Says nothing of a size.
            }
        }
    }

    /** The text of this element; null when it is longer than any cell's. */
    private static @Nullable String text(XMLStreamReader reader) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(reader.getText());
                if (text.length() > LONGEST_VALUE) {
                    return null;
                }
            }
        }
        return text.toString();
    }

    private static void allow(boolean isWithin) {
        if (!isWithin) {
            throw tooLarge();
        }
    }

    private static Refusal tooLarge() {
        return Refusal.of(
                Refusal.Kind.TOO_LARGE,
                "workbook_too_large",
                "Ce classeur contient bien plus qu'une liste de 10 000 lignes ; n'y gardez que celle-ci.",
                "This workbook holds far more than a list of 10,000 rows; leave nothing in it but that.");
    }

    private void count(int read) {
        unpacked += read;
        allow(unpacked <= MOST_BYTES_UNPACKED);
    }
}
