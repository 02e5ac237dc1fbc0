package network.reuse.mediation.domain;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What never changes about a workshop.
 *
 * @param organiser the organisation that holds it
 * @param placeManager the organisation that runs the place
 * @param partnerRef the organiser's own reference
 */
public record WorkshopAttributes(
        UUID id,
        String code,
        UUID placeId,
        String placeName,
        UUID placeManager,
        UUID organiser,
        String title,
        Instant from,
        Instant until,
        Territory territory,
        Environment env,
        @Nullable String partnerRef) {

    /** The organisations whose workshop it is. */
    public Set<UUID> hosts() {
        return organiser.equals(placeManager) ? Set.of(organiser) : Set.of(organiser, placeManager);
    }
}
