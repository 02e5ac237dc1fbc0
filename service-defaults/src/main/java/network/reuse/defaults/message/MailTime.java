package network.reuse.defaults.message;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import network.reuse.contracts.Geography;

/** A time as messages say it, by the clocks of metropolitan France. */
public final class MailTime {
    private static final DateTimeFormatter FRENCH = DateTimeFormatter.ofPattern(
                    "EEEE d MMMM uuuu 'à' HH 'h' mm", Locale.FRENCH)
            .withZone(Geography.METROPOLITAN_TIME);
    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern(
                    "EEEE d MMMM uuuu 'at' HH:mm", Locale.UK)
            .withZone(Geography.METROPOLITAN_TIME);

    private static final DateTimeFormatter FIGURES =
            DateTimeFormatter.ofPattern("dd/MM/uuuu 'à' HH'h'mm", Locale.FRENCH).withZone(Geography.METROPOLITAN_TIME);

    private MailTime() {}

    /** Such as 02/03/2026 à 14h05, for messages that have to be short. */
    public static String inFigures(Instant at) {
        return FIGURES.format(at);
    }

    /** Such as lundi 2 mars 2026 à 14 h 05. */
    public static String inFrench(Instant at) {
        return FRENCH.format(at);
    }

    /** Such as Monday 2 March 2026 at 14:05. */
    public static String inEnglish(Instant at) {
        return ENGLISH.format(at);
    }
}
