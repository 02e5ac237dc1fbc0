package network.reuse.mediation.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import network.reuse.contracts.Refusal;

/**
 * How a workshop is held again: on the same day of the week at the same time of the day, by the clocks where it is held.
 *
 * @param everyWeeks how many weeks lie between one and the next
 * @param times how many days are counted, the first and those left out included
 * @param except days of these on which it is not held, such as holidays
 */
public record Repetition(int everyWeeks, int times, List<LocalDate> except) {
    /** The most weeks between the first and the last. */
    public static final int LONGEST_WEEKS = 52;

    public Repetition {
        except = List.copyOf(except);
    }

    /** From when until when something lasts. */
    public record Times(Instant from, Instant until) {}

    /**
     * When it is held, soonest first; each lasts as long as the first, also where clocks change meanwhile. Refuses, at its pointer, a day left out
     * that is none of them, a series of more than {@link #LONGEST_WEEKS}, and one of which fewer than two are left.
     */
    public List<Times> of(Instant from, Instant until, ZoneId zone) {
        if ((times - 1) * everyWeeks > LONGEST_WEEKS) {
            throw Refusal.invalid(
                    "/repeat",
                    "too_long",
                    "Une série dure au plus " + LONGEST_WEEKS + " semaines.",
                    "A series lasts at most " + LONGEST_WEEKS + " weeks.");
        }
        ZonedDateTime first = from.atZone(zone);
        Duration length = Duration.between(from, until);
        Set<LocalDate> left = new HashSet<>(except);
        List<Times> held = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            ZonedDateTime next = first.plusWeeks((long) i * everyWeeks);
            if (!left.remove(next.toLocalDate())) {
                held.add(new Times(next.toInstant(), next.toInstant().plus(length)));
            }
        }
        for (int i = 0; i < except.size(); i++) {
            if (left.contains(except.get(i))) {
                throw Refusal.invalid(
                        "/repeat/except/" + i,
                        "not_in_series",
                        "L'atelier ne se tiendrait pas ce jour-là ; retirez-le, ou corrigez-le.",
                        "The workshop would not be held on that day; remove it, or correct it.");
            }
        }
        if (held.size() < 2) {
            throw Refusal.invalid(
                    "/repeat",
                    "not_a_series",
                    "Il reste moins de deux ateliers ; programmez-en un seul (scheduleWorkshop).",
                    "Fewer than two workshops are left; schedule a single one (scheduleWorkshop).");
        }
        return List.copyOf(held);
    }
}
