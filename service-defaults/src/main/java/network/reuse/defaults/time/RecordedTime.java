package network.reuse.defaults.time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * When something happened, as whoever records it says; the moment at which it is recorded when nobody says. It lies within
 * the past year and at most half an hour ahead, as clocks differ, and never before the step that it follows.
 *
 * @param isStated whether the caller named it
 * @param pointer where in the request it is named
 */
public record RecordedTime(Instant at, boolean isStated, String pointer) {
    /** How far a caller's clock, or a plan's, may be off. */
    public static final Duration GRACE = Duration.ofMinutes(30);

    /** How long ago something may have happened that is recorded. */
    public static final Duration LONGEST_PAST = Duration.ofDays(366);

    /** The time that a caller names in {@code occurredAt}; refused when it cannot be. */
    public static RecordedTime of(@Nullable Instant stated, Instant now) {
        return of(stated, now, "/occurredAt");
    }

    /** The time that a caller names at this JSON pointer; refused when it cannot be. */
    public static RecordedTime of(@Nullable Instant stated, Instant now, String pointer) {
        if (stated == null) {
            return new RecordedTime(now, false, pointer);
        }
        if (stated.isAfter(now.plus(GRACE)) || stated.isBefore(now.minus(LONGEST_PAST))) {
            throw Refusal.invalid(List.of(new Refusal.Fault(
                    pointer,
                    "out_of_range",
                    "Cette date se situe dans l'année écoulée, pas dans le futur (maintenant : " + now + ").",
                    "This time lies within the past year, not in the future (now: " + now + ").")));
        }
        return new RecordedTime(stated.truncatedTo(ChronoUnit.MICROS), true, pointer);
    }

    /**
     * The time of a step that follows one that happened then; null when it follows none that is known. A time that nobody
     * stated is the earlier step's when that lies ahead; one that was stated is refused before it.
     */
    public Instant after(@Nullable Instant previous) {
        if (previous == null || !at.isBefore(previous)) {
            return at;
        }
        if (!isStated) {
            return previous;
        }
        throw Refusal.invalid(
                        pointer,
                        "before_last_step",
                        "L'étape précédente date du " + previous + " ; celle-ci ne peut pas la précéder.",
                        "The step before happened at " + previous + "; this one cannot come before it.")
                .with(Map.of("lastStepAt", previous));
    }

    /**
     * The same time; refused when it is earlier than what has to come first, such as the beginning of what is attended, by
     * more than the grace.
     *
     * @param french what has to come first, with its article
     */
    public RecordedTime notBefore(Instant earliest, String french, String english) {
        if (at.plus(GRACE).isBefore(earliest)) {
            throw Refusal.invalid(
                            pointer,
                            "too_early",
                            "Cela ne peut pas s'être passé avant " + french + " (" + earliest + ").",
                            "This cannot have happened before " + english + " (" + earliest + ").")
                    .with(Map.of("earliest", earliest));
        }
        return this;
    }
}
