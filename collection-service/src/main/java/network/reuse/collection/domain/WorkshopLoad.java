package network.reuse.collection.domain;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way to a workshop, and what it says that it can take.
 *
 * @param lots how many lots are accepted for it, or bought, and not received in full
 * @param devices how many devices of these are still to come
 * @param machinesPerWeek what it has stated; null when it has not
 * @param since from which day on it stands
 */
public record WorkshopLoad(
        UUID workshop,
        String name,
        long lots,
        long devices,
        @Nullable Integer machinesPerWeek,
        @Nullable LocalDate since) {

    /** The same with one lot more of so many devices. */
    public WorkshopLoad with(long more) {
        return new WorkshopLoad(workshop, name, lots + 1, devices + more, machinesPerWeek, since);
    }

    /** Whether more is on its way than the workshop takes in a week. */
    public boolean exceedsCapacity() {
        return machinesPerWeek != null && devices > machinesPerWeek;
    }
}
