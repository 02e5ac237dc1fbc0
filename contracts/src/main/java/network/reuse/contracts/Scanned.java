package network.reuse.contracts;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** A code, a number or a reference as scanners read it and people type it: case and blanks do not tell two apart. */
public final class Scanned {
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cf}]+");

    private Scanned() {}

    /** The one form in which such texts are compared and found: upper case, without blanks. */
    public static String form(String text) {
        return BLANKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll("")
                .toUpperCase(Locale.ROOT);
    }
}
