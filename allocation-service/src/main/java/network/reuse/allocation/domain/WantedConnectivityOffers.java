package network.reuse.allocation.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which connectivity offers a caller asks for; what is null is not asked, and case and blanks of texts do not matter. */
public record WantedConnectivityOffers(
        @Nullable UUID provider,
        @Nullable ConnectivityOfferStatus status,
        @Nullable String code,
        @Nullable String partnerRef,
        @Nullable Instant changedSince) {}
