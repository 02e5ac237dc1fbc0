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
 */
public record CriterionVerdict(
        CriterionKind criterion,
        Verdict verdict,
        int ruleVersion,
        @Nullable Instant checkedAt,
        @Nullable UUID checkedBy,
        @Nullable Instant expiresAt) {
    static CriterionVerdict unknown(CriterionKind criterion, int ruleVersion) {
        return new CriterionVerdict(criterion, Verdict.UNKNOWN, ruleVersion, null, null, null);
    }

    /** What it says at this time. */
    public Verdict at(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt) ? Verdict.UNKNOWN : verdict;
    }
}
