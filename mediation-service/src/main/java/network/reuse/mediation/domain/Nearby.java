package network.reuse.mediation.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is near a workshop that moved or is cancelled, in kilometres and in days.
 *
 * @param commune its INSEE code
 * @param coordinates where it was to be, if that is known
 * @param from when it was to begin
 */
public record Nearby(String commune, @Nullable Coordinates coordinates, Instant from, int kilometres, int days) {

    /** What is near this workshop. */
    public static Nearby of(WorkshopAttributes workshop, int kilometres, int days) {
        return new Nearby(
                String.valueOf(workshop.territory().commune()),
                workshop.coordinates(),
                workshop.from(),
                kilometres,
                days);
    }

    /** The latest beginning of what is near. */
    public Instant latest() {
        return from.plus(Duration.ofDays(days));
    }

    /** Whether a workshop is near; where coordinates are not known, what is in the same commune is. */
    public boolean includes(WorkshopAttributes other) {
        if (other.from().isAfter(latest())) {
            return false;
        }
        Coordinates there = other.coordinates();
        return commune.equals(other.territory().commune())
                || (coordinates != null && there != null && coordinates.kilometresTo(there) <= kilometres);
    }
}
