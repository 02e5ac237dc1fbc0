package network.reuse.defaults.time;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import network.reuse.contracts.Refusal;

/**
 * The times that a caller may name: those whose year RFC 3339 can write, with four digits. Java knows others, which neither
 * the database nor any calendar can hold.
 */
public final class CommonEra {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private CommonEra() {}

    /** Whether this instant may be named; the last day is left out, which somewhere is in the year after. */
    public static boolean holds(Instant instant) {
        return !instant.isBefore(FIRST) && instant.isBefore(LAST);
    }

    /** Whether this day may be named. */
    public static boolean holds(LocalDate day) {
        return day.getYear() >= 1 && day.getYear() <= 9999;
    }

    /** The refusal of a value that cannot be named, at this JSON pointer. */
    public static Refusal refusal(String pointer) {
        return Refusal.invalid(List.of(new Refusal.Fault(
                pointer,
                "out_of_calendar",
                "Cette date est hors de tout calendrier : l'année a quatre chiffres.",
                "This date is outside any calendar: a year has four digits.")));
    }
}
