package network.reuse.mediation.domain;

import org.jspecify.annotations.Nullable;

/**
 * Where a place is found in its commune.
 *
 * @param street such as 12 rue du Port
 * @param postalCode five figures
 * @param complement such as the entrance or the floor
 */
public record PlaceAddress(
        String street, String postalCode, @Nullable String complement) {}
