package network.reuse.defaults.fault;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The language in which a caller is told something: French, unless English was asked for before it. */
public enum Language {
    FRENCH,
    ENGLISH;

    /** The language that this {@code Accept-Language} header asks for; null when the request has none. */
    public static Language of(@Nullable String acceptLanguage) {
        if (acceptLanguage == null) {
            return FRENCH;
        }
        try {
            for (Locale.LanguageRange range : Locale.LanguageRange.parse(acceptLanguage)) {
                if (range.getRange().startsWith("fr") || range.getRange().equals("*")) {
                    return FRENCH;
                }
                if (range.getRange().startsWith("en")) {
                    return ENGLISH;
                }
            }
        } catch (IllegalArgumentException unreadable) {
            return FRENCH;
        }
        return FRENCH;
    }

    /** The one of both texts that is in this language. */
    public String of(String french, String english) {
        return this == ENGLISH ? english : french;
    }
}
