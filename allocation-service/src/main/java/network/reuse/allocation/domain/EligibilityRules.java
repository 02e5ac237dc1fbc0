package network.reuse.allocation.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Refusal.Fault;
import org.jspecify.annotations.Nullable;

/**
 * What a programme asks of whoever its packs are for, from a day on until the next version.
 *
 * @param version from 1 on, one more with each change
 * @param from the first day of which requests are held against it
 * @param criteria each kind at most once; none when nothing is asked any more
 * @param checkers the organisations that are entitled to verdicts; the sponsor and the referrers when empty
 */
public record EligibilityRules(
        int version, LocalDate from, Combination combination, List<Criterion> criteria, List<UUID> checkers) {
    /** Where verdicts stand in a call, as a pointer. */
    private static final String STATED = "/eligibility/verdicts/";

    public EligibilityRules {
        criteria = List.copyOf(criteria);
        checkers = List.copyOf(checkers);
    }

    /** The rules behind these; refused when a kind is asked twice. */
    public static EligibilityRules behind(
            @Nullable Integer last,
            LocalDate from,
            Combination combination,
            List<Criterion> criteria,
            List<UUID> checkers) {
        Set<CriterionKind> seen = EnumSet.noneOf(CriterionKind.class);
        for (int i = 0; i < criteria.size(); i++) {
            if (!seen.add(criteria.get(i).kind())) {
                throw Refusal.invalid(
                        "/criteria/" + i + "/criterion",
                        "criterion_twice",
                        "Chaque critère figure une seule fois.",
                        "Each criterion appears once.");
            }
        }
        return new EligibilityRules(last == null ? 1 : last + 1, from, combination, criteria, checkers);
    }

    /** How these facts and verdicts answer the criteria, each with the words that explain it. */
    public Answered answer(EligibilityAttributes attributes, List<StatedVerdict> verdicts, Asking asking) {
        Map<CriterionKind, CriterionVerdict> stated = new EnumMap<>(CriterionKind.class);
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            StatedVerdict verdict = verdicts.get(i);
            CriterionVerdict found = found(verdict, asking, STATED + i, faults);
            if (found != null) {
                stated.put(verdict.criterion(), found);
            }
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        List<CriterionAnswer> answers = new ArrayList<>();
        for (Criterion criterion : criteria) {
            CriterionVerdict found = stated.get(criterion.kind());
            answers.add(new CriterionAnswer(
                    found == null ? byAttributes(criterion, attributes, asking) : found, criterion.detail()));
        }
        return new Answered(this, answers);
    }

    private CriterionVerdict byAttributes(Criterion criterion, EligibilityAttributes attributes, Asking asking) {
        Verdict verdict = criterion.answer(attributes);
        return verdict == Verdict.UNKNOWN
                ? CriterionVerdict.unknown(criterion.kind(), version)
                : new CriterionVerdict(
                        criterion.kind(),
                        verdict,
                        version,
                        asking.now(),
                        attributes.referrer(),
                        null,
                        VerdictBasis.FACTS,
                        asking.caller());
    }

    /** The verdict as it is kept; null and a fault when it cannot be. */
    private @Nullable CriterionVerdict found(StatedVerdict stated, Asking asking, String at, List<Fault> faults) {
        Criterion asked = null;
        for (Criterion criterion : criteria) {
            asked = criterion.kind() == stated.criterion() ? criterion : asked;
        }
        if (asked == null) {
            faults.add(new Fault(
                    at + "/criterion",
                    "criterion_not_asked",
                    "Le programme ne demande pas ce critère.",
                    "The programme does not ask for this criterion."));
            return null;
        }
        int before = faults.size();
        if (stated.ruleVersion() != null && stated.ruleVersion() != version) {
            faults.add(new Fault(
                    at + "/ruleVersion",
                    "other_rule_version",
                    "Cette demande relève de la version " + version + " des critères.",
                    "Version " + version + " of the criteria holds for this request."));
        }
        Instant checkedAt = stated.checkedAt() == null ? asking.now() : stated.checkedAt();
        if (checkedAt.isAfter(asking.now())) {
            faults.add(new Fault(
                    at + "/checkedAt", "in_future", "La vérification est à venir.", "The check is still to come."));
        }
        UUID checkedBy = stated.checkedBy() == null ? asking.caller() : stated.checkedBy();
        if (!(checkers.isEmpty() ? asking.parties().contains(checkedBy) : checkers.contains(checkedBy))) {
            faults.add(new Fault(
                    at + "/checkedBy",
                    "not_entitled",
                    "Le programme n'habilite pas cette organisation à vérifier ; il dit lesquelles le sont.",
                    "The programme does not entitle this organisation to check; it says which ones are."));
        }
        LocalDate proofOn = stated.proofOn() == null ? HandOverPlaces.day(checkedAt) : stated.proofOn();
        if (proofOn.isAfter(HandOverPlaces.day(asking.now()))) {
            faults.add(
                    new Fault(at + "/proofOn", "in_future", "La preuve est à venir.", "The proof is still to come."));
        }
        Instant end = asked.endOfProof(proofOn);
        Instant expiresAt = stated.expiresAt();
        if (end != null && (expiresAt == null || expiresAt.isAfter(end))) {
            expiresAt = end;
        }
        if (expiresAt != null && !asking.now().isBefore(expiresAt)) {
            faults.add(new Fault(
                    at + "/proofOn",
                    "proof_too_old",
                    "La preuve ou la vérification n'est plus valable ; il en faut une plus récente.",
                    "The proof or the check is no longer valid; a later one is needed."));
        }
        return faults.size() > before
                ? null
                : new CriterionVerdict(
                        asked.kind(),
                        stated.isMet() ? Verdict.PASS : Verdict.FAIL,
                        version,
                        checkedAt,
                        checkedBy,
                        expiresAt,
                        VerdictBasis.CHECK,
                        asking.caller());
    }

    /**
     * Who asks, and when.
     *
     * @param parties the sponsor and the referrers
     */
    public record Asking(UUID caller, Set<UUID> parties, Instant now) {
        public Asking {
            parties = Set.copyOf(parties);
        }
    }

    /** The answers to these rules. */
    public record Answered(EligibilityRules rules, List<CriterionAnswer> answers) {
        public Answered {
            answers = List.copyOf(answers);
        }

        /** What of them is kept. */
        public Eligibility kept() {
            return new Eligibility(
                    rules.version(),
                    rules.combination(),
                    answers.stream().map(CriterionAnswer::verdict).toList());
        }

        /** The same, refused when whoever it is about does not meet what is asked. */
        public Eligibility requireNoFail(Instant now) {
            Eligibility kept = kept();
            if (kept.outcome(now) == Verdict.FAIL) {
                throw Eligibility.notEligible(rules.version(), rules.combination(), answers);
            }
            return kept;
        }
    }
}
