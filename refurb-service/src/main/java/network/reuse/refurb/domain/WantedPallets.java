package network.reuse.refurb.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which pallets are looked for; what is null is not asked, and case and blanks of texts do not matter.
 *
 * @param slipRef the reference of the slip that went with it
 * @param changedSince those that changed then or later
 */
public record WantedPallets(
        @Nullable PalletStatus status,
        @Nullable String code,
        @Nullable String partnerRef,
        @Nullable String slipRef,
        @Nullable Instant changedSince) {}
