package network.reuse.contracts;

import java.util.Locale;

/** A SIRET: the 14 digits of one establishment, whose last is a check digit. */
public record Siret(String number) {
    private static final String LA_POSTE = "356000000";
    private static final long INVENTED = 1_000_000_000_000L;

    public Siret {
        if (!isOne(number)) {
            throw new IllegalArgumentException("not a SIRET");
        }
    }

    /** The SIRET that a caller gave at that pointer; blanks between the digits do no harm. */
    public static Siret given(String text, String pointer) {
        String digits = text.replaceAll("\\s", "");
        if (!isOne(digits)) {
            throw Refusal.invalid(
                    pointer,
                    "not_a_siret",
                    "Un SIRET compte 14 chiffres, dont le dernier est une clé de contrôle.",
                    "A SIRET has 14 digits, the last of which is a check digit.");
        }
        return new Siret(digits);
    }

    /**
     * One that no establishment has, another for each number from 0 to 999,999,999,999. It passes the check of 14 digits, and its
     * first nine do not pass that of a SIREN, which those of every establishment do.
     */
    public static Siret invented(long number) {
        if (number < 0 || number >= INVENTED) {
            throw new IllegalArgumentException("a number from 0 to 999,999,999,999");
        }
        String digits = String.format(Locale.ROOT, "%012d", number);
        String legalUnit = digits.substring(0, 8);
        String establishment = legalUnit + (checkDigit(legalUnit) + 1) % 10 + digits.substring(8);
        return new Siret(establishment + checkDigit(establishment));
    }

    /** The digit behind these by which they pass the check. */
    private static int checkDigit(String digits) {
        return (10 - luhn(digits + "0") % 10) % 10;
    }

    static boolean isOne(String text) {
        if (text.length() != 14 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        return luhn(text) % 10 == 0
                || (text.startsWith(LA_POSTE) && text.chars().map(c -> c - '0').sum() % 5 == 0);
    }

    private static int luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 1 ? digit * 2 : digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum;
    }
}
