package network.reuse.mediation.application;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
import network.reuse.mediation.domain.Coordinates;
import network.reuse.mediation.domain.Place;
import network.reuse.mediation.domain.Place.Closed;
import network.reuse.mediation.domain.Place.Open;
import network.reuse.mediation.domain.PlaceAttributes;
import network.reuse.mediation.domain.PlaceDescription;
import network.reuse.mediation.domain.PlaceStatus;
import org.jspecify.annotations.Nullable;

/**
 * A place as its manager and its hosts see it.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 * @param managerName as the register has it when it is read; not told in the answer to a command
 * @param description what it tells of itself
 */
public record PlaceView(
        UUID id,
        String code,
        PlaceStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        String name,
        UUID manager,
        @Nullable String managerName,
        Set<UUID> hosts,
        Territory territory,
        @Nullable Coordinates coordinates,
        @Nullable PlaceDescription description,
        Environment env,
        @Nullable String partnerRef,
        @Nullable String reason,
        List<Place.Move> legal) {

    static PlaceView of(Stored<Place> stored) {
        return of(stored, Map.of());
    }

    static PlaceView of(Stored<Place> stored, Map<UUID, String> names) {
        Place place = stored.state();
        PlaceAttributes attributes = place.attributes();
        return new PlaceView(
                stored.id(),
                attributes.code(),
                place.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                attributes.name(),
                attributes.manager(),
                names.get(attributes.manager()),
                attributes.hosts(),
                attributes.territory(),
                attributes.coordinates(),
                attributes.description(),
                attributes.env(),
                attributes.partnerRef(),
                switch (place) {
                    case Open _ -> null;
                    case Closed closed -> closed.reason();
                },
                place.legal());
    }
}
