package network.reuse.mediation.domain;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/**
 * What a workshop keeps whatever its status. Title, place and times change when it is rescheduled.
 *
 * @param organiser the organisation that holds it
 * @param placeManager the organisation that runs the place
 * @param partnerRef the organiser's own reference
 * @param offerMinutes how long a seat that falls free is kept for whoever waits first; null when the service says it
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
        @Nullable String partnerRef,
        @Nullable Integer offerMinutes) {

    /** The same under another title, at other times. */
    public WorkshopAttributes at(String otherTitle, Instant otherFrom, Instant otherUntil) {
        return new WorkshopAttributes(
                id,
                code,
                placeId,
                placeName,
                placeManager,
                organiser,
                otherTitle,
                otherFrom,
                otherUntil,
                territory,
                env,
                partnerRef,
                offerMinutes);
    }

    /** The same where its place has another name. */
    public WorkshopAttributes at(String otherPlaceName) {
        return new WorkshopAttributes(
                id,
                code,
                placeId,
                otherPlaceName,
                placeManager,
                organiser,
                title,
                from,
                until,
                territory,
                env,
                partnerRef,
                offerMinutes);
    }

    /** The same at another place. */
    public WorkshopAttributes at(PlaceAttributes place) {
        return new WorkshopAttributes(
                id,
                code,
                place.id(),
                place.name(),
                place.manager(),
                organiser,
                title,
                from,
                until,
                place.territory(),
                env,
                partnerRef,
                offerMinutes);
    }

    /** The organisations whose workshop it is. */
    public Set<UUID> hosts() {
        return organiser.equals(placeManager) ? Set.of(organiser) : Set.of(organiser, placeManager);
    }
}
