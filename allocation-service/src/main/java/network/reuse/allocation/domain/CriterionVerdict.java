package network.reuse.allocation.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one criterion, and all that is kept of it: never what was shown, an income or an amount.
 *
 * @param ruleVersion the version of the programme's criteria that was answered
 * @param checkedAt when it was looked at; null as long as nobody did
 * @param checkedBy the organisation that did
 * @param expiresAt from when on it is unknown again; null when it holds on
 * @param basis what it rests on; null as long as nobody looked
 * @param statedBy the organisation that told it, of itself or of {@code checkedBy}; null as long as nobody did, and of what was kept
 *     before this was
 */
public record CriterionVerdict(
        CriterionKind criterion,
        Verdict verdict,
        int ruleVersion,
        @Nullable Instant checkedAt,
        @Nullable UUID checkedBy,
        @Nullable Instant expiresAt,
        @Nullable VerdictBasis basis,
        @Nullable UUID statedBy) {
    static CriterionVerdict unknown(CriterionKind criterion, int ruleVersion) {
        return new CriterionVerdict(criterion, Verdict.UNKNOWN, ruleVersion, null, null, null, null, null);
    }

    /** What it says at this time. */
    public Verdict at(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt) ? Verdict.UNKNOWN : verdict;
    }

    /** Whether it takes the place of that one: facts do not as long as what somebody who is entitled to has found holds. */
    boolean replaces(@Nullable CriterionVerdict before, Instant now) {
        return verdict != Verdict.UNKNOWN
                && (basis == VerdictBasis.CHECK
                        || before == null
                        || before.basis != VerdictBasis.CHECK
                        || before.at(now) == Verdict.UNKNOWN);
    }

    /** Whether it takes the place of that one and says something else, or the same for longer. */
    boolean changes(@Nullable CriterionVerdict before, Instant now) {
        return replaces(before, now) && (before == null || at(now) != before.at(now) || endsAfter(before.expiresAt));
    }

    private boolean endsAfter(@Nullable Instant end) {
        return end != null && (expiresAt == null || expiresAt.isAfter(end));
    }
}
