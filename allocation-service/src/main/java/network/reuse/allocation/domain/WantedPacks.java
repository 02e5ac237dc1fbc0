package network.reuse.allocation.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which packs are looked for; what is null is not asked, and case and blanks of the code do not matter.
 *
 * @param changedSince those that changed then or later
 */
public record WantedPacks(
        @Nullable UUID programmeId,
        @Nullable UUID requestId,
        @Nullable PackStatus status,
        @Nullable String code,
        @Nullable Instant changedSince) {}
