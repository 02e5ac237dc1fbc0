package network.reuse.allocation.application.eligibility;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.BursaryLevel;
import network.reuse.allocation.domain.Combination;
import network.reuse.allocation.domain.Criterion;
import network.reuse.allocation.domain.CriterionKind;
import network.reuse.allocation.domain.EligibilityRules;
import network.reuse.allocation.domain.IncomeUnit;
import network.reuse.allocation.domain.SchoolYear;
import org.jspecify.annotations.Nullable;

/**
 * What a programme asks of whoever its packs are for.
 *
 * @param version the programme's version; {@code If-Match} names it
 * @param ruleVersion the version of the criteria
 * @param from the first day of which requests are held against them
 * @param checkers the organisations that are entitled to verdicts; the sponsor and the referrers when there is none
 */
public record EligibilityView(
        UUID programmeId,
        long version,
        int ruleVersion,
        LocalDate from,
        Combination combination,
        List<CriterionView> criteria,
        List<UUID> checkers) {
    /**
     * One criterion with its terms: those that its kind has.
     *
     * @param codes of priority neighbourhoods; any of the department when there is none
     * @param institutions ids of organisations, or UAI codes
     * @param bursaryLevels any when there is none
     * @param mostCents the bound of the disposable income
     * @param proofMonths how old its proof may be
     */
    public record CriterionView(
            CriterionKind criterion,
            @Nullable List<String> codes,
            @Nullable List<String> institutions,
            @Nullable List<BursaryLevel> bursaryLevels,
            @Nullable List<SchoolYear> schoolYears,
            @Nullable Integer mostCents,
            @Nullable IncomeUnit per,
            @Nullable Integer proofMonths,
            String french,
            String english) {
        static CriterionView of(Criterion criterion) {
            return switch (criterion) {
                case Criterion.PriorityNeighbourhood(List<String> codes) ->
                    view(criterion, codes, null, null, null, null);
                case Criterion.Institution(List<String> institutions) ->
                    view(criterion, null, institutions, null, null, null);
                case Criterion.Bursary(List<BursaryLevel> levels) -> view(criterion, null, null, levels, null, null);
                case Criterion.DisposableIncome income -> view(criterion, null, null, null, null, income);
                case Criterion.Student() -> view(criterion, null, null, null, null, null);
                case Criterion.SchoolLevel(List<SchoolYear> years) -> view(criterion, null, null, null, years, null);
            };
        }

        private static CriterionView view(
                Criterion criterion,
                @Nullable List<String> codes,
                @Nullable List<String> institutions,
                @Nullable List<BursaryLevel> levels,
                @Nullable List<SchoolYear> years,
                Criterion.@Nullable DisposableIncome income) {
            return new CriterionView(
                    criterion.kind(),
                    codes,
                    institutions,
                    levels,
                    years,
                    income == null ? null : income.mostCents(),
                    income == null ? null : income.per(),
                    income == null ? null : income.proofMonths(),
                    criterion.kind().french(),
                    criterion.kind().english());
        }
    }

    static EligibilityView of(UUID programmeId, long version, EligibilityRules rules) {
        return new EligibilityView(
                programmeId,
                version,
                rules.version(),
                rules.from(),
                rules.combination(),
                rules.criteria().stream().map(CriterionView::of).toList(),
                rules.checkers());
    }
}
