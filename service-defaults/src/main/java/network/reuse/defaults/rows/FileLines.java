package network.reuse.defaults.rows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text file, numbered as an editor numbers them. Where its charset is neither declared nor marked, its
 * characters are its bytes, one each, until all of it was seen: UTF-8 if any line is that, else Windows-1252.
 */
final class FileLines {
    /** Longer lines are cut; no line of a list comes near. */
    private static final int LONGEST = 16_384;

    private static final int LONGEST_MARK = 8;
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private static final Map<String, Charset> CHARSETS = Map.of(
            "UTF-8",
            StandardCharsets.UTF_8,
            "US-ASCII",
            StandardCharsets.US_ASCII,
            "WINDOWS-1252",
            WINDOWS,
            "CP1252",
            WINDOWS,
            "ISO-8859-1",
            StandardCharsets.ISO_8859_1,
            "ISO-8859-15",
            Charset.forName("ISO-8859-15"),
            "UTF-16",
            StandardCharsets.UTF_16,
            "UTF-16LE",
            StandardCharsets.UTF_16LE,
            "UTF-16BE",
            StandardCharsets.UTF_16BE);

    private final BufferedReader reader;
    private final boolean areBytes;
    private final Deque<Line> givenBack = new ArrayDeque<>();
    private long number;
    private int before;
    private boolean isUtf8;

    /** A line without its end. */
    record Line(long number, String text) {}

    private FileLines(InputStream body, @Nullable Charset charset) {
        this.areBytes = charset == null;
        Charset read = charset == null ? StandardCharsets.ISO_8859_1 : charset;
        this.reader = new BufferedReader(new InputStreamReader(
                body,
                read.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)));
    }

    /**
     * Begins to read.
     *
     * @param declared the charset that the request names, which is obeyed; null when it names none
     */
    static FileLines of(InputStream body, @Nullable String declared) throws IOException {
        Charset charset = declared == null ? null : charset(declared);
        PushbackInputStream marked = new PushbackInputStream(body, LONGEST_MARK);
        byte[] first = marked.readNBytes(LONGEST_MARK);
        refuseSpreadsheet(first);
        int skipped = 0;
        if (begins(first, 0xef, 0xbb, 0xbf) && (charset == null || charset.equals(StandardCharsets.UTF_8))) {
            charset = StandardCharsets.UTF_8;
            skipped = 3;
        } else if (charset == null && begins(first, 0xff, 0xfe)) {
            charset = StandardCharsets.UTF_16LE;
            skipped = 2;
        } else if (charset == null && begins(first, 0xfe, 0xff)) {
            charset = StandardCharsets.UTF_16BE;
            skipped = 2;
        }
        marked.unread(first, skipped, first.length - skipped);
        return new FileLines(marked, charset);
    }

    private static Charset charset(String declared) {
        Charset charset = CHARSETS.get(declared.strip().toUpperCase(Locale.ROOT));
        if (charset == null) {
            List<String> known = CHARSETS.keySet().stream().sorted().toList();
            throw Refusal.of(
                    Refusal.Kind.MALFORMED,
                    "charset_unknown",
                    "Le charset déclaré n'est pas lu ici ; prenez l'un de " + known + ".",
                    "The charset that is declared is not read here; take one of " + known + ".");
        }
        return charset;
    }

    private static void refuseSpreadsheet(byte[] first) {
        if (begins(first, 0xd0, 0xcf, 0x11, 0xe0) || begins(first, 0x50, 0x4b, 0x03, 0x04)) {
            throw Refusal.of(
                    Refusal.Kind.MALFORMED,
                    "spreadsheet_not_csv",
                    "Ce fichier est un classeur (.xls ou .xlsx), pas un texte ; envoyez un .xlsx avec Content-Type: "
                            + RowFile.WORKBOOK + ", ou enregistrez-le au format « CSV UTF-8 ».",
                    "This file is a workbook (.xls or .xlsx), not a text; send an .xlsx with Content-Type: "
                            + RowFile.WORKBOOK + ", or save it as \"CSV UTF-8\".");
        }
    }

    private static boolean begins(byte[] bytes, int... with) {
        if (bytes.length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((bytes[i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }

    /** The next line; null behind the last. */
    @Nullable Line next() throws IOException {
        Line back = givenBack.poll();
        if (back != null) {
            return back;
        }
        StringBuilder text = new StringBuilder();
        int at = read();
        if (at < 0) {
            return null;
        }
        while (at >= 0 && at != '\n' && at != '\r') {
            if (text.length() < LONGEST) {
                text.append((char) at);
            }
            at = read();
        }
        before = at;
        Line line = new Line(++number, text.toString());
        isUtf8 |= areBytes && isUtf8Beyond(line.text());
        return line;
    }

    /** A line end of two characters is one. */
    private int read() throws IOException {
        int at = reader.read();
        if (at == '\n' && before == '\r') {
            at = reader.read();
        }
        before = 0;
        return at;
    }

    /** Gives lines back, in their order, to be read again. */
    void giveBack(List<Line> lines) {
        lines.reversed().forEach(givenBack::addFirst);
    }

    /** What a part of a line says; what its charset cannot be is U+FFFD. To be asked for once all was read. */
    String text(String part) {
        if (!areBytes) {
            return part;
        }
        return new String(part.getBytes(StandardCharsets.ISO_8859_1), isUtf8 ? StandardCharsets.UTF_8 : WINDOWS);
    }

    /** What a part of the heading says, while the rest has not been seen. */
    String heading(String part) {
        if (!areBytes) {
            return part;
        }
        byte[] bytes = part.getBytes(StandardCharsets.ISO_8859_1);
        return new String(bytes, isUtf8Beyond(part) ? StandardCharsets.UTF_8 : WINDOWS);
    }

    /** Whether these bytes have letters beyond ASCII, and are UTF-8. */
    private static boolean isUtf8Beyond(String bytes) {
        if (bytes.chars().allMatch(one -> one < 0x80)) {
            return false;
        }
        try {
            var _ = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }
}
