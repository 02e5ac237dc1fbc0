package network.reuse.mediation.domain;

import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What never changes about a tour.
 *
 * @param placeId the mobile place that goes on it
 * @param operator the organisation that runs the place
 * @param organisers the organisations that may hold workshops on it
 * @param territory that of its first stop
 * @param partnerRef the operator's own reference
 */
public record TourAttributes(
        UUID id,
        String code,
        UUID placeId,
        UUID operator,
        Set<UUID> organisers,
        Territory territory,
        Environment env,
        @Nullable String partnerRef) {
    public TourAttributes {
        organisers = Set.copyOf(organisers);
    }
}
