package network.reuse.mediation.domain;

import java.time.Instant;

/**
 * Something or somebody of an operator is on a tour from then until then, the way there included, and nowhere else meanwhile.
 *
 * @param reference the operator's own
 */
public record Occupation(Kind kind, String reference, Instant from, Instant until) {
    /** What is on a tour. */
    public enum Kind {
        VEHICLE,
        MEDIATOR,
        RESOURCE
    }

    /** Whether both cannot be. */
    public boolean collidesWith(Occupation other) {
        return kind == other.kind
                && reference.equals(other.reference)
                && from.isBefore(other.until)
                && other.from.isBefore(until);
    }
}
