package network.reuse.defaults.people;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a contact in the one form in which it is compared:
 *
 * <ul>
 *   <li>names: letters alone, without accents, in lower case ({@code L'Hélgouac'h-Œuvrard} is {@code lhelgouachoeuvrard}); their
 *       consonants: of these letters those that are no vowels, each run of one as one ({@code Mohammed} and {@code Mohamed} are
 *       {@code mhmd}), which many spellings of one name have in common; the initial: the first letter;
 *   <li>phone: digits alone, with {@code +33} and {@code 0033} as the 0 that they stand for; fewer than 6 are no phone;
 *   <li>e-mail: lower case, without blanks;
 *   <li>year of birth.
 * </ul>
 */
public enum IdentifyingField {
    FAMILY_NAME {
        @Override
        String of(Contact contact) {
            return letters(contact.familyName());
        }
    },
    FAMILY_NAME_CONSONANTS {
        @Override
        String of(Contact contact) {
            return consonants(contact.familyName());
        }
    },
    GIVEN_NAME {
        @Override
        String of(Contact contact) {
            return letters(contact.givenName());
        }
    },
    GIVEN_NAME_CONSONANTS {
        @Override
        String of(Contact contact) {
            return consonants(contact.givenName());
        }
    },
    GIVEN_NAME_INITIAL {
        @Override
        String of(Contact contact) {
            String letters = letters(contact.givenName());
            return letters.isEmpty() ? "" : letters.substring(0, letters.offsetByCodePoints(0, 1));
        }
    },
    BIRTH_YEAR {
        @Override
        String of(Contact contact) {
            Integer year = contact.birthYear();
            return year == null ? "" : year.toString();
        }
    },
    PHONE {
        @Override
        String of(Contact contact) {
            return phone(contact.phone());
        }
    },
    EMAIL {
        @Override
        String of(Contact contact) {
            String email = contact.email();
            return email == null ? "" : BLANKS.matcher(email).replaceAll("").toLowerCase(Locale.ROOT);
        }
    };

    private static final int SHORTEST_PHONE = 6;
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}]+");
    private static final Pattern VOWELS = Pattern.compile("[aeiouy]+");
    private static final Pattern DOUBLED = Pattern.compile("(.)\\1+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]+");
    private static final Pattern FRANCE_FROM_ABROAD = Pattern.compile("^(?:\\+|00)33(?:\\(?0\\)?)?");

    /** The form of this part of a contact; empty when it is not known. */
    abstract String of(Contact contact);

    static String letters(@Nullable String name) {
        if (name == null) {
            return "";
        }
        String lower = name.toLowerCase(Locale.ROOT)
                .replace("œ", "oe")
                .replace("æ", "ae")
                .replace("ß", "ss")
                .replace("ø", "o")
                .replace("ł", "l");
        return NO_LETTER
                .matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD))
                .replaceAll("");
    }

    /** A name of vowels alone is known by these. */
    static String consonants(@Nullable String name) {
        String letters = letters(name);
        String without = VOWELS.matcher(letters).replaceAll("");
        return DOUBLED.matcher(without.isEmpty() ? letters : without).replaceAll("$1");
    }

    static String phone(@Nullable String phone) {
        if (phone == null) {
            return "";
        }
        String compact = phone.replaceAll("[\\s.\\-/]", "");
        String digits = NO_DIGIT.matcher(FRANCE_FROM_ABROAD.matcher(compact).replaceFirst("0"))
                .replaceAll("");
        return digits.length() < SHORTEST_PHONE ? "" : digits;
    }
}
