package network.reuse.allocation.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which funding agreements a caller asks for; what is null is not asked. */
public record WantedFundingAgreements(
        @Nullable FundingAgreementStatus status,
        @Nullable String code,
        @Nullable String partnerRef,
        @Nullable Instant changedSince) {}
