package network.reuse.mediation.application;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
import network.reuse.mediation.domain.Coordinates;
import network.reuse.mediation.domain.Tour;
import network.reuse.mediation.domain.Tour.Cancelled;
import network.reuse.mediation.domain.Tour.Planned;
import network.reuse.mediation.domain.TourAttributes;
import network.reuse.mediation.domain.TourStatus;
import network.reuse.mediation.domain.TourStop;
import org.jspecify.annotations.Nullable;

/**
 * A tour as its operator and the hosts of its place see it.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 * @param vehicleRef the operator's own reference; told to the operator alone
 */
public record TourView(
        UUID id,
        String code,
        TourStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        UUID placeId,
        UUID operator,
        @Nullable String vehicleRef,
        List<StopView> stops,
        Environment env,
        @Nullable String partnerRef,
        @Nullable String reason,
        List<Tour.Move> legal) {
    public TourView {
        stops = List.copyOf(stops);
    }

    /**
     * A stop.
     *
     * @param legMinutes how long the way there takes, as declared or reckoned; null where neither is known
     * @param mediatorRefs the operator's own references; told to the operator alone
     * @param resourceRefs rooms and machines, by the operator's own references; told to the operator alone
     * @param cancelledFor why it is cancelled; null as long as it takes place
     */
    public record StopView(
            UUID id,
            String name,
            Territory territory,
            @Nullable String postalCode,
            boolean priorityNeighbourhood,
            @Nullable Coordinates coordinates,
            @Nullable Integer legMinutes,
            Instant from,
            Instant until,
            @Nullable List<String> mediatorRefs,
            @Nullable List<String> resourceRefs,
            @Nullable String cancelledFor) {
        static StopView of(TourStop stop, @Nullable Integer legMinutes, boolean isOperators) {
            return new StopView(
                    stop.id(),
                    stop.name(),
                    stop.territory(),
                    stop.postalCode(),
                    stop.priorityNeighbourhood(),
                    stop.coordinates(),
                    legMinutes,
                    stop.from(),
                    stop.until(),
                    isOperators ? stop.mediators() : null,
                    isOperators ? stop.resources() : null,
                    stop.cancelledFor());
        }
    }

    static TourView of(Stored<Tour> stored, boolean isOperators) {
        Tour tour = stored.state();
        TourAttributes attributes = tour.attributes();
        return new TourView(
                stored.id(),
                attributes.code(),
                tour.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                attributes.placeId(),
                attributes.operator(),
                isOperators ? tour.vehicle() : null,
                tour.stops().stream()
                        .map(stop -> StopView.of(stop, tour.legMinutes(stop), isOperators))
                        .toList(),
                attributes.env(),
                attributes.partnerRef(),
                switch (tour) {
                    case Planned _ -> null;
                    case Cancelled cancelled -> cancelled.reason();
                },
                tour.legal());
    }
}
