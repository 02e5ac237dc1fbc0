package network.reuse.defaults.document;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import network.reuse.contracts.Geography;
import network.reuse.defaults.fault.Language;

/** Numbers, days and hours as papers say them, and French typography. */
public final class Wording {
    private static final String NARROW = "\u202f";
    private static final String NO_BREAK = "\u00a0";
    private static final DateTimeFormatter FRENCH_DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.FRANCE);
    private static final DateTimeFormatter FIRST = DateTimeFormatter.ofPattern("d'er' MMMM uuuu", Locale.FRANCE);
    private static final DateTimeFormatter ENGLISH_DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.FRANCE);

    private final Language language;

    /** Words in this language. */
    public Wording(Language language) {
        this.language = language;
    }

    /** A number, its thousands apart. */
    public String number(long number) {
        return NumberFormat.getIntegerInstance(language == Language.FRENCH ? Locale.FRANCE : Locale.UK)
                .format(number);
    }

    /** An amount in euros, to the cent, such as 15 000,00 €. */
    public String euros(long cents) {
        NumberFormat format = NumberFormat.getNumberInstance(language == Language.FRENCH ? Locale.FRANCE : Locale.UK);
        format.setMinimumFractionDigits(2);
        format.setMaximumFractionDigits(2);
        return format.format(BigDecimal.valueOf(cents, 2)) + NO_BREAK + "€";
    }

    /** A mass in kilograms, to the gram, such as 184,5 kg. */
    public String kilograms(long grams) {
        NumberFormat format = NumberFormat.getNumberInstance(language == Language.FRENCH ? Locale.FRANCE : Locale.UK);
        format.setMaximumFractionDigits(3);
        return format.format(BigDecimal.valueOf(grams, 3)) + NO_BREAK + "kg";
    }

    /** The day on which it was in Paris. */
    public static LocalDate day(Instant at) {
        return at.atZone(Geography.METROPOLITAN_TIME).toLocalDate();
    }

    /** A day in full, such as 1er mars 2026. */
    public String of(LocalDate day) {
        if (language == Language.ENGLISH) {
            return ENGLISH_DAY.format(day);
        }
        return (day.getDayOfMonth() == 1 ? FIRST : FRENCH_DAY).format(day);
    }

    /** A day with the hour of Paris, such as 3 mars 2026 à 14 h 05. */
    public String of(Instant at) {
        ZonedDateTime local = at.atZone(Geography.METROPOLITAN_TIME);
        String day = of(local.toLocalDate());
        return language.of(
                "%s à %d%sh%s%02d".formatted(day, local.getHour(), NARROW, NARROW, local.getMinute()),
                "%s, %02d:%02d (Paris)".formatted(day, local.getHour(), local.getMinute()));
    }

    /** A day in figures, for tables. */
    public static String inFigures(LocalDate day) {
        return SHORT.format(day);
    }

    /** Own words as French sets them: with its apostrophe, and its blanks before and after signs, at which no line ends. */
    public String typeset(String words) {
        if (language == Language.ENGLISH) {
            return words;
        }
        return words.replace('\'', '’')
                .replace("« ", "«" + NO_BREAK)
                .replace(" »", NO_BREAK + "»")
                .replace(" :", NO_BREAK + ":")
                .replaceAll(" ([;!?%])", NARROW + "$1")
                .replaceAll("n° ", "n°" + NO_BREAK)
                .replaceAll("N° ", "N°" + NO_BREAK);
    }
}
