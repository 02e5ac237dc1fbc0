package network.reuse.allocation.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which programmes are looked for; what is null is not asked, and case and blanks of texts do not matter.
 *
 * @param changedSince those that changed then or later
 */
public record WantedProgrammes(
        @Nullable ProgrammeStatus status,
        @Nullable String code,
        @Nullable String partnerRef,
        @Nullable Instant changedSince) {}
