package network.reuse.collection.domain;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The donor's site at which a lot is to be fetched.
 *
 * @param contact under which reference the site's contact is copied for the carrier of this booking; every booking has its own
 */
public record PickupSite(UUID id, UUID contact) {
    /** How long such a copy is kept once the pickup is over, should anything have to be cleared up. */
    public static final Duration KEPT = Duration.ofDays(30);

    /** The copy that nobody needs any more, where a pickup ends between these two states of a lot: done, cancelled or booked anew. */
    public static Optional<UUID> ended(Lot before, Lot after) {
        return before.pickupSite()
                .map(PickupSite::contact)
                .filter(contact -> after.pickupSite()
                        .map(PickupSite::contact)
                        .filter(contact::equals)
                        .isEmpty());
    }
}
