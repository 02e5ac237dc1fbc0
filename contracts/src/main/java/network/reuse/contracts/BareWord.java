package network.reuse.contracts;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** A word as files have it in headings and as values: case, blanks, accents and punctuation do not tell two apart. */
public final class BareWord {
    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

    private BareWord() {}

    /** The one form in which such words are compared: letters and figures in upper case, without accents. */
    public static String form(String word) {
        String apart = Normalizer.normalize(word, Normalizer.Form.NFKD);
        return SIGNS.matcher(ACCENTS.matcher(apart).replaceAll(""))
                .replaceAll("")
                .toUpperCase(Locale.ROOT);
    }
}
