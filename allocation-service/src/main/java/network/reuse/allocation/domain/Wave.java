package network.reuse.allocation.domain;

import java.time.LocalDate;
import java.util.List;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.Share;
import org.jspecify.annotations.Nullable;

/**
 * A window of a programme in which requests are accepted.
 *
 * @param until its last day
 * @param count its own part of the quota; null where the waves of the programme share it
 */
public record Wave(
        String label,
        LocalDate from,
        LocalDate until,
        @Nullable Integer count) {
    /** Whether requests of that day are in it. */
    boolean covers(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(until);
    }

    /** What its requests may take of a quota, as a share of it. */
    Share share(int quota) {
        return new Share(label, count == null ? quota : count, null, List.of());
    }

    AllocationEvent.Wave told() {
        return new AllocationEvent.Wave(label, from.toString(), until.toString(), count);
    }
}
