package network.reuse.allocation.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which lines of connectivity offers a caller asks for; what is null is not asked, and case and blanks of texts do not matter. */
public record WantedConnectivityLines(
        @Nullable UUID offerId,
        @Nullable UUID requestId,
        @Nullable ConnectivityLineStatus status,
        @Nullable String code,
        @Nullable Instant changedSince) {}
