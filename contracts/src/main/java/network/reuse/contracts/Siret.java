package network.reuse.contracts;

/** A SIRET: the 14 digits of one establishment, whose last is a check digit. */
public record Siret(String number) {
    private static final String LA_POSTE = "356000000";

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
