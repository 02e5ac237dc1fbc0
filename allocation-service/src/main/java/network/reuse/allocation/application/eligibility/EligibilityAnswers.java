package network.reuse.allocation.application.eligibility;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.Combination;
import network.reuse.allocation.domain.CriterionAnswer;
import network.reuse.allocation.domain.CriterionKind;
import network.reuse.allocation.domain.EligibilityRules.Answered;
import network.reuse.allocation.domain.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * How facts and verdicts answer a programme's criteria.
 *
 * @param outcome what they say together; PASS when the programme asks nothing
 * @param ruleVersion the version of the criteria; null when the programme asks nothing
 * @param criteria each with its answer and the words that explain it
 */
public record EligibilityAnswers(
        Verdict outcome,
        @Nullable Integer ruleVersion,
        @Nullable Combination combination,
        List<ExplainedCriterion> criteria) {
    /** One criterion as it is answered. */
    public record ExplainedCriterion(
            CriterionKind criterion,
            Verdict verdict,
            int ruleVersion,
            @Nullable Instant checkedAt,
            @Nullable UUID checkedBy,
            @Nullable Instant expiresAt,
            String french,
            String english) {
        static ExplainedCriterion of(CriterionAnswer answer) {
            return new ExplainedCriterion(
                    answer.verdict().criterion(),
                    answer.verdict().verdict(),
                    answer.verdict().ruleVersion(),
                    answer.verdict().checkedAt(),
                    answer.verdict().checkedBy(),
                    answer.verdict().expiresAt(),
                    answer.french(),
                    answer.english());
        }
    }

    /** Nothing is asked. */
    static final EligibilityAnswers NOTHING_ASKED = new EligibilityAnswers(Verdict.PASS, null, null, List.of());

    static EligibilityAnswers of(Answered answered, Instant now) {
        return new EligibilityAnswers(
                answered.kept().outcome(now),
                answered.rules().version(),
                answered.rules().combination(),
                answered.answers().stream().map(ExplainedCriterion::of).toList());
    }
}
