package network.reuse.defaults.text;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds e-mail addresses and telephone numbers in what people write. A number is one of France, its overseas departments and
 * territories or its neighbours in any of the usual spellings, or one that the numbering plans of the world know when it is
 * written with its country. What begins with 0 is none when it is the number of something that is named right before it, as in
 * "palette n° 0345678901".
 */
final class Contacts {
    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();
    private static final List<String> REGIONS = List.of("FR", "GP", "GF", "MQ", "RE", "YT");
    /** What is tried of one text; the patterns below look at all of it. */
    private static final int MOST_TRIES = 30;

    private static final int LEAST_DIGITS = 6;
    private static final int LONGEST_TEXT = 10_000;
    private static final int BEFORE = 60;

    // Looked for in texts of any length: whatever is repeated is bounded, or certain to be part of what is found.
    private static final Pattern EMAIL = Pattern.compile(
            "[\\p{L}\\d._%+-] ?(?:@|[(\\[] ?at ?[)\\]]| arobase ) ?(?:[\\p{L}\\d-]{1,63}\\.){1,8}\\p{L}{2,}",
            Pattern.CASE_INSENSITIVE);
    private static final String GAP = "[ .\\-/_·•‧]{0,3}";
    private static final String BY_PAIRS = "0[1-9](" + GAP + ")\\d{2}(?:\\1\\d{2}){3}(?!\\1\\d)";
    private static final String BY_PREFIX = "0[1-9]\\d{2}(" + GAP + ")\\d{2}(?:\\2\\d{2}){2}(?!\\2\\d)";
    private static final Pattern AT_HOME =
            Pattern.compile("(?<![\\p{L}\\d])(?:" + BY_PAIRS + "|" + BY_PREFIX + ")(?![\\p{L}\\d])");
    private static final Pattern ABROAD =
            Pattern.compile("(?<![\\p{L}\\d])(?:\\+|00)" + GAP + "(?:33|32|352|41|49|262|508|59[046]|68[179])" + GAP
                    + "(?:\\(0\\))?(?:" + GAP + "\\d){6,11}(?![\\p{L}\\d])");

    private static final Pattern UUIDS =
            Pattern.compile("(?<![\\p{L}\\d])\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}(?![\\p{L}\\d])");
    private static final Pattern DOTS = Pattern.compile("(?<=\\d)[_·•‧](?=\\d)");

    /** What has a number of its own, or several, up to that number. */
    private static final Pattern NUMBERED = Pattern.compile(
            "(?<![\\p{L}\\d])(?:palettes?|bons?|bl|livraisons?|enlèvements?|réceptions?|retraits?|lots?|colis|cartons?|caisses?|factures?|commandes?|devis|dossiers?"
                    + "|tickets?|bordereaux?|étiquettes?|références?|réf|ref|séries?|s/n|siret|siren|inventaires?"
                    + "|articles?|marchés?|contrats?|conventions?|imei|ean|codes?)"
                    + "(?:[ :#.=]|\\d{1,2}(?!\\d)|[dl]['’]|(?:n°|n|no|nr|num|numéros?|de|du|des|la|le|les|livraison|commande|transport"
                    + "|enlèvement|réception|retrait|série|inventaire|référence|suivi)(?![\\p{L}\\d])){0,8}$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** The number of a document as accounting writes it: ten figures, filled with zeros; no mobile number. */
    private static final Pattern DOCUMENT = Pattern.compile("00\\d{8}|(?=\\d*000)0[1-589]\\d{8}");

    private Contacts() {}

    /** The same of somebody's own reference, which nothing needs to name as a number. */
    static boolean areInReference(String reference) {
        return !DOCUMENT.matcher(reference).matches() && areIn(reference);
    }

    static boolean areIn(String text) {
        String plain =
                UUIDS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll("#");
        return EMAIL.matcher(plain).find() || isNumberIn(plain);
    }

    /** Whether a text is a telephone number, and neither a mobile's nor one that follows somebody. */
    static boolean isFixedLine(String number) {
        return REGIONS.stream().anyMatch(region -> isFixedLine(number, region));
    }

    /** The number of a mobile as E.164 writes it; one of several departments is the first that knows it. */
    static Optional<String> mobileNumber(String number) {
        return REGIONS.stream()
                .map(region -> mobileNumber(number, region))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> mobileNumber(String number, String region) {
        try {
            PhoneNumber parsed = PLANS.parse(number, region);
            boolean mobile = PLANS.isValidNumber(parsed)
                    && switch (PLANS.getNumberType(parsed)) {
                        case MOBILE, FIXED_LINE_OR_MOBILE -> true;
                        case FIXED_LINE,
                                PAGER,
                                PERSONAL_NUMBER,
                                VOICEMAIL,
                                UNKNOWN,
                                TOLL_FREE,
                                PREMIUM_RATE,
                                SHARED_COST,
                                VOIP,
                                UAN -> false;
                    };
            return mobile ? Optional.of(PLANS.format(parsed, PhoneNumberFormat.E164)) : Optional.empty();
        } catch (NumberParseException none) {
            return Optional.empty();
        }
    }

    /** The number of a fixed line with its country and without blanks; empty when it is none. */
    static Optional<String> internationalFixedLine(String number) {
        return REGIONS.stream()
                .filter(region -> isFixedLine(number, region))
                .findFirst()
                .map(region -> international(number, region));
    }

    private static String international(String number, String region) {
        try {
            return PLANS.format(PLANS.parse(number, region), PhoneNumberFormat.E164);
        } catch (NumberParseException impossible) {
            throw new IllegalStateException("a number that was read is read", impossible);
        }
    }

    private static boolean isFixedLine(String number, String region) {
        try {
            PhoneNumber parsed = PLANS.parse(number, region);
            return PLANS.isValidNumber(parsed)
                    && switch (PLANS.getNumberType(parsed)) {
                        case MOBILE, PAGER, PERSONAL_NUMBER, VOICEMAIL, UNKNOWN -> false;
                        case FIXED_LINE, FIXED_LINE_OR_MOBILE, TOLL_FREE, PREMIUM_RATE, SHARED_COST, VOIP, UAN -> true;
                    };
        } catch (NumberParseException none) {
            return false;
        }
    }

    private static boolean isNumberIn(String text) {
        return isIn(ABROAD, text)
                || isIn(AT_HOME, text)
                || isInThePlans(DOTS.matcher(text).replaceAll(" "));
    }

    private static boolean isIn(Pattern numbers, String text) {
        Matcher number = numbers.matcher(text);
        while (number.find()) {
            if (isWithCountry(number.group()) || !isOfSomething(text, number.start())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInThePlans(String text) {
        if (text.length() > LONGEST_TEXT
                || text.chars().filter(Character::isDigit).limit(LEAST_DIGITS).count() < LEAST_DIGITS) {
            return false;
        }
        for (String region : REGIONS) {
            for (PhoneNumberMatch match : PLANS.findNumbers(text, region, Leniency.VALID, MOST_TRIES)) {
                if (isWithCountry(match.rawString()) || !isOfSomething(text, match.start())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isWithCountry(String number) {
        return number.startsWith("+") || number.startsWith("(+");
    }

    private static boolean isOfSomething(String text, int number) {
        return NUMBERED.matcher(text.substring(Math.max(0, number - BEFORE), number))
                .find();
    }
}
