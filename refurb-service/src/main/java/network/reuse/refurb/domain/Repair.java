package network.reuse.refurb.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that was mended, with the parts that it took.
 *
 * @param repairedAt when; null while nobody has recorded it, and of repairs that were recorded before this was kept
 */
public record Repair(
        String work, List<String> parts, @Nullable Instant repairedAt) {
    public Repair {
        parts = List.copyOf(parts);
    }

    /** One that is reported. */
    public Repair(String work, List<String> parts) {
        this(work, parts, null);
    }

    Repair at(Instant time) {
        return new Repair(work, parts, time);
    }

    /** Whether the same was done with the same parts, whenever. */
    boolean isAs(Repair other) {
        return work.equals(other.work()) && parts.equals(other.parts());
    }
}
