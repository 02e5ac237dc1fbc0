package network.reuse.mediation.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a place tells of itself.
 *
 * @param published whether everybody may read it, with the workshops and tours of the place
 * @param pivot the SIRET or the RNA by which the national files know it
 * @param type null when none of them fits
 * @param openingHours in the syntax of OpenStreetMap, such as {@code Mo-Fr 09:00-12:00}
 * @param summary in 280 characters at most
 */
public record PlaceDescription(
        boolean published,
        String pivot,
        PlaceAddress address,
        @Nullable PlaceType type,
        PlaceContact contact,
        @Nullable String openingHours,
        @Nullable String summary,
        @Nullable String details,
        PlaceOffer offer) {}
