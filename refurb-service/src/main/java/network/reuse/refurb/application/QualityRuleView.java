package network.reuse.refurb.application;

import java.time.Instant;
import network.reuse.refurb.persistence.QualityRules.Decided;
import org.jspecify.annotations.Nullable;

/**
 * What a workshop holds its quality checks to.
 *
 * @param version counted from 1; of those whose time has come, the latest holds
 * @param checklistRequired whether no check passes without a checklist
 * @param secondTechnician whether each step names who did it, so that a check is never passed by whoever did the work
 * @param warrantyMonths the warranty that it gives unless a check says otherwise; absent when it gives none
 * @param validFrom from when on steps are held to it
 */
public record QualityRuleView(
        int version,
        boolean checklistRequired,
        boolean secondTechnician,
        @Nullable Integer warrantyMonths,
        Instant validFrom,
        Instant recordedAt) {
    static QualityRuleView of(Decided decided) {
        return new QualityRuleView(
                decided.version(),
                decided.rule().checklistRequired(),
                decided.rule().secondTechnician(),
                decided.rule().warrantyMonths(),
                decided.validFrom(),
                decided.recordedAt());
    }
}
