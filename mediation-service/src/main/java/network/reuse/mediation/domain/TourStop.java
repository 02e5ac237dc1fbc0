package network.reuse.mediation.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * Where a tour stops, and how long.
 *
 * @param name such as the square or the hall
 * @param territory its commune
 * @param postalCode that of its address; null when nobody said it
 * @param priorityNeighbourhood whether it lies in a priority neighbourhood (QPV)
 * @param legMinutes how long the way there takes, as it was declared; null when it is reckoned
 * @param mediators opaque references of the operator's staff
 * @param resources the operator's own references of rooms and machines
 * @param cancelledFor why it is cancelled; null as long as it takes place
 */
public record TourStop(
        UUID id,
        String name,
        Territory territory,
        @Nullable String postalCode,
        boolean priorityNeighbourhood,
        @Nullable Coordinates coordinates,
        @Nullable Integer legMinutes,
        Instant from,
        Instant until,
        List<String> mediators,
        List<String> resources,
        @Nullable String cancelledFor) {
    public TourStop {
        mediators = List.copyOf(mediators);
        resources = List.copyOf(resources);
    }

    /** Whether it takes place. */
    public boolean takesPlace() {
        return cancelledFor == null;
    }

    /** The same, which does not take place. */
    TourStop cancelled(String reason) {
        return new TourStop(
                id,
                name,
                territory,
                postalCode,
                priorityNeighbourhood,
                coordinates,
                legMinutes,
                from,
                until,
                mediators,
                resources,
                reason);
    }
}
