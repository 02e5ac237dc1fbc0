package network.reuse.mediation.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which tours are looked for; what is null is not asked, and case and blanks of texts do not matter.
 *
 * @param changedSince those that changed then or later
 */
public record WantedTours(
        @Nullable TourStatus status,
        @Nullable UUID placeId,
        @Nullable String code,
        @Nullable String partnerRef,
        @Nullable Instant changedSince) {}
