package network.reuse.mediation.domain;

import org.jspecify.annotations.Nullable;

/**
 * How a place is reached: by what is the organisation's, and nobody's own.
 *
 * @param phone that of a switchboard or a reception, as {@code +33388123456}
 * @param email a functional mailbox
 * @param bookingLink where appointments are made
 * @param accessibilityLink what is told of it at Acceslibre
 */
public record PlaceContact(
        @Nullable String phone,
        @Nullable String email,
        @Nullable String website,
        @Nullable String bookingLink,
        @Nullable String accessibilityLink) {}
