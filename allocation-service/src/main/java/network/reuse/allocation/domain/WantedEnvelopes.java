package network.reuse.allocation.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which envelopes a caller asks for; what is null is not asked. */
public record WantedEnvelopes(
        @Nullable FundingEnvelopeStatus status,
        @Nullable String code,
        @Nullable String partnerRef,
        @Nullable Instant changedSince) {}
