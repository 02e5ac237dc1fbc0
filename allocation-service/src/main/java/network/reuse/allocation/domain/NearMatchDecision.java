package network.reuse.allocation.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a human has looked at two requests that look alike. Its sponsor alone reads it.
 *
 * @param requestId the later of the two
 * @param alike the earlier
 * @param reason kept sealed under the keys of both people; null once one of them is forgotten
 * @param decidedBy the organisation and the client that did
 */
public record NearMatchDecision(
        UUID id,
        UUID requestId,
        UUID alike,
        NearMatchVerdict verdict,
        @Nullable String reason,
        String decidedBy,
        Instant occurredAt,
        Instant decidedAt) {}
