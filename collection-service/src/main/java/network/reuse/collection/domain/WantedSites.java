package network.reuse.collection.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which sites are looked for; what is null is not asked, and case and blanks of the reference do not matter.
 *
 * @param commune those in the commune of this INSEE code
 * @param changedSince those that changed then or later
 */
public record WantedSites(
        @Nullable SiteStatus status,
        @Nullable String commune,
        @Nullable String partnerRef,
        @Nullable Instant changedSince) {}
