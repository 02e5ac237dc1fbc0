package network.reuse.allocation.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who is entitled to has found, as it is told to the network.
 *
 * @param isMet whether the criterion is met
 * @param ruleVersion the version that was checked; the request's when null
 * @param checkedAt now when null
 * @param checkedBy whoever tells it when null
 * @param proofOn the day of the proof; the day of the check when null. It is not kept
 * @param expiresAt as late as the criterion allows when null
 */
public record StatedVerdict(
        CriterionKind criterion,
        boolean isMet,
        @Nullable Integer ruleVersion,
        @Nullable Instant checkedAt,
        @Nullable UUID checkedBy,
        @Nullable LocalDate proofOn,
        @Nullable Instant expiresAt) {}
