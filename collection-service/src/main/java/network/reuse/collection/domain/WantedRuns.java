package network.reuse.collection.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are looked for; what is null is not asked, and case and blanks of texts do not matter.
 *
 * @param changedSince those that changed then or later
 */
public record WantedRuns(
        @Nullable RunStatus status,
        @Nullable String code,
        @Nullable String vehicleRef,
        @Nullable String partnerRef,
        @Nullable Instant changedSince) {}
