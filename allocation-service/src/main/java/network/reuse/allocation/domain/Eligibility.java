package network.reuse.allocation.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.reuse.contracts.Refusal;

/**
 * How whoever a request is for meets the criteria of its programme, as they were when the request was made.
 *
 * @param ruleVersion the version of the criteria that the request keeps
 * @param verdicts one of each criterion, in the order of the criteria
 */
public record Eligibility(int ruleVersion, Combination combination, List<CriterionVerdict> verdicts) {
    public Eligibility {
        verdicts = List.copyOf(verdicts);
    }

    /** What the verdicts say together: unknown as long as one that is unknown could change it. */
    public Verdict outcome(Instant now) {
        boolean passes = false;
        boolean fails = false;
        boolean unknown = false;
        for (CriterionVerdict verdict : verdicts) {
            switch (verdict.at(now)) {
                case PASS -> passes = true;
                case FAIL -> fails = true;
                case UNKNOWN -> unknown = true;
            }
        }
        return switch (combination) {
            case ALL -> fails ? Verdict.FAIL : unknownOr(unknown, Verdict.PASS);
            case ANY -> passes || verdicts.isEmpty() ? Verdict.PASS : unknownOr(unknown, Verdict.FAIL);
        };
    }

    private static Verdict unknownOr(boolean unknown, Verdict otherwise) {
        return unknown ? Verdict.UNKNOWN : otherwise;
    }

    /** What is known of one criterion; nothing when it was not asked. */
    Verdict of(CriterionKind criterion, Instant now) {
        return verdicts.stream()
                .filter(verdict -> verdict.criterion() == criterion)
                .map(verdict -> verdict.at(now))
                .findFirst()
                .orElse(Verdict.UNKNOWN);
    }

    /** The criteria that nobody has answered yet, or whose verdict is over. */
    public List<CriterionKind> unknown(Instant now) {
        return verdicts.stream()
                .filter(verdict -> verdict.at(now) == Verdict.UNKNOWN)
                .map(CriterionVerdict::criterion)
                .toList();
    }

    /** The same with what was answered since; what is unknown there stays as it is here, and so does what a check has found before facts. */
    Eligibility with(Eligibility later, Instant now) {
        Map<CriterionKind, CriterionVerdict> merged = byCriterion();
        for (CriterionVerdict verdict : later.verdicts()) {
            if (verdict.replaces(merged.get(verdict.criterion()), now)) {
                merged.put(verdict.criterion(), verdict);
            }
        }
        return new Eligibility(ruleVersion, combination, List.copyOf(merged.values()));
    }

    /**
     * Whether those answers would change no verdict here, nor until when it holds. Answers to another version of the criteria cannot be
     * compared, since what they rest on is not kept; they change nothing.
     */
    public boolean isUnchangedBy(Eligibility stated, Instant now) {
        Map<CriterionKind, CriterionVerdict> kept = byCriterion();
        return stated.ruleVersion() != ruleVersion
                || stated.verdicts().stream().noneMatch(verdict -> verdict.changes(kept.get(verdict.criterion()), now));
    }

    private Map<CriterionKind, CriterionVerdict> byCriterion() {
        Map<CriterionKind, CriterionVerdict> kept = new LinkedHashMap<>();
        verdicts.forEach(verdict -> kept.put(verdict.criterion(), verdict));
        return kept;
    }

    /** Refuses to reserve for whoever is not eligible, or of whom that is not known. */
    void requirePass(Instant now) {
        switch (outcome(now)) {
            case PASS -> {}
            case FAIL -> throw refused();
            case UNKNOWN -> {
                List<String> open = unknown(now).stream().map(Enum::name).toList();
                throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "eligibility_unknown",
                                "Des critères du programme restent à vérifier pour cette demande : "
                                        + String.join(", ", open) + " (…/eligibility).",
                                "Criteria of the programme are still to be checked for this request: "
                                        + String.join(", ", open) + " (…/eligibility).")
                        .with(Map.of("ruleVersion", ruleVersion, "unknown", open));
            }
        }
    }

    private Refusal refused() {
        return notEligible(
                ruleVersion,
                combination,
                verdicts.stream()
                        .map(verdict -> new CriterionAnswer(verdict, Criterion.Sentence.NONE))
                        .toList());
    }

    /** Whoever a request is for does not meet what the programme asks; every criterion says how it was answered. */
    static Refusal notEligible(int ruleVersion, Combination combination, List<CriterionAnswer> answers) {
        List<Map<String, Object>> explained = new ArrayList<>();
        for (CriterionAnswer answer : answers) {
            explained.add(answer.explained());
        }
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "not_eligible",
                        "Cette personne ne remplit pas les critères du programme (version " + ruleVersion + ", "
                                + (combination == Combination.ALL ? "tous demandés" : "un seul suffit") + ").",
                        "This person does not meet the programme's criteria (version " + ruleVersion + ", "
                                + (combination == Combination.ALL ? "all are asked" : "one is enough") + ").")
                .with(Map.of("ruleVersion", ruleVersion, "combination", combination.name(), "criteria", explained));
    }
}
