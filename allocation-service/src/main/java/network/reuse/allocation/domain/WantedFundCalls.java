package network.reuse.allocation.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which calls for funds a caller asks for; what is null is not asked. */
public record WantedFundCalls(
        @Nullable FundCallStatus status,
        @Nullable String code,
        @Nullable String partnerRef,
        @Nullable Instant changedSince) {}
