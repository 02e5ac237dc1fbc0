package network.reuse.mediation.domain;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Scanned;

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

    /** Refuses what names somebody or something twice, whatever the case and the blanks are like; the pointer is the list's. */
    public static void requireDistinct(List<String> references, String pointer) {
        Set<String> forms = new HashSet<>();
        for (int i = 0; i < references.size(); i++) {
            if (!forms.add(Scanned.form(references.get(i)))) {
                throw Refusal.invalid(
                        pointer + "/" + i,
                        "reference_twice",
                        "Cette référence y est deux fois ; la casse et les blancs ne comptent pas.",
                        "This reference is there twice; case and blanks do not matter.");
            }
        }
    }

    /** Whether both cannot be. */
    public boolean collidesWith(Occupation other) {
        return kind == other.kind
                && Scanned.form(reference).equals(Scanned.form(other.reference))
                && from.isBefore(other.until)
                && other.from.isBefore(until);
    }
}
