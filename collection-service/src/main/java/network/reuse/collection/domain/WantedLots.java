package network.reuse.collection.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which lots are looked for; what is null is not asked, and case and blanks of texts do not matter.
 *
 * @param disputed only those of which counts differ
 * @param changedSince those that changed then or later
 */
public record WantedLots(
        @Nullable LotStatus status,
        @Nullable String code,
        @Nullable String partnerRef,
        boolean disputed,
        @Nullable Instant changedSince) {}
