package network.reuse.allocation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import network.reuse.allocation.domain.EligibilityRules.Answered;
import network.reuse.allocation.domain.EligibilityRules.Asking;
import network.reuse.allocation.domain.Request.Submitted;
import network.reuse.contracts.Refusal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EligibilityTest {
    private static final Instant NOW = Instant.parse("2026-09-18T09:00:00Z");
    private static final UUID CCAS = UUID.fromString("01900000-0000-7000-8000-0000000000c1");
    private static final EligibilityAttributes NOTHING = facts(null, null, null, null, null);
    private static final Criterion INCOME = new Criterion.DisposableIncome(1_200, IncomeUnit.PERSON_AND_DAY, 12);
    private static final Asking ASKING = new Asking(Given.REFERRER, Set.of(Given.SPONSOR, Given.REFERRER), NOW);

    @Test
    void eachCriterionIsMetNotMetOrUnknown() {
        Criterion listed = new Criterion.PriorityNeighbourhood(List.of("QN06701M"));
        Criterion any = new Criterion.PriorityNeighbourhood(List.of());
        Criterion bursary = new Criterion.Bursary(List.of(BursaryLevel.E5, BursaryLevel.E6));
        Criterion school = new Criterion.SchoolLevel(List.of(SchoolYear.CM1, SchoolYear.CM2));

        assertThat(listed.answer(NOTHING)).isEqualTo(Verdict.UNKNOWN);
        assertThat(listed.answer(in("qn06701m"))).isEqualTo(Verdict.PASS);
        assertThat(listed.answer(in("QN06702M"))).isEqualTo(Verdict.FAIL);
        assertThat(listed.answer(in("NONE"))).isEqualTo(Verdict.FAIL);
        assertThat(any.answer(in("QN06702M"))).isEqualTo(Verdict.PASS);
        assertThat(any.answer(in("QP067002"))).isEqualTo(Verdict.PASS);
        assertThat(any.answer(in("QN04405M"))).as("of another department").isEqualTo(Verdict.FAIL);
        assertThat(any.answer(in("NONE"))).isEqualTo(Verdict.FAIL);
        assertThat(bursary.answer(NOTHING)).isEqualTo(Verdict.UNKNOWN);
        assertThat(bursary.answer(facts(null, null, BursaryLevel.E5, null, null)))
                .isEqualTo(Verdict.PASS);
        assertThat(bursary.answer(facts(null, null, BursaryLevel.E1, null, null)))
                .isEqualTo(Verdict.FAIL);
        assertThat(new Criterion.Bursary(List.of()).answer(facts(null, null, BursaryLevel.NONE, null, null)))
                .isEqualTo(Verdict.FAIL);
        assertThat(new Criterion.Bursary(List.of()).answer(facts(null, null, BursaryLevel.E1, null, null)))
                .isEqualTo(Verdict.PASS);
        assertThat(new Criterion.Student().answer(facts(null, null, null, true, null)))
                .isEqualTo(Verdict.PASS);
        assertThat(new Criterion.Student().answer(facts(null, null, null, false, null)))
                .isEqualTo(Verdict.FAIL);
        assertThat(school.answer(facts(null, null, null, null, SchoolYear.CM1))).isEqualTo(Verdict.PASS);
        assertThat(school.answer(facts(null, null, null, null, SchoolYear.SIXIEME)))
                .isEqualTo(Verdict.FAIL);
        assertThat(school.answer(NOTHING)).isEqualTo(Verdict.UNKNOWN);
        assertThat(INCOME.answer(facts("QN06701M", "0670001A", BursaryLevel.E7, true, SchoolYear.CM1)))
                .as("no fact says what somebody has to live on")
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void anInstitutionIsTheOneThatIsStatedOrTheReferrerItself() {
        Criterion ofSchools = new Criterion.Institution(List.of("0670001A"));

        assertThat(ofSchools.answer(facts(null, "0670001a", null, null, null))).isEqualTo(Verdict.PASS);
        assertThat(ofSchools.answer(facts(null, "0670002B", null, null, null))).isEqualTo(Verdict.FAIL);
        assertThat(ofSchools.answer(NOTHING)).isEqualTo(Verdict.UNKNOWN);
        assertThat(new Criterion.Institution(List.of(Given.REFERRER.toString())).answer(NOTHING))
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void whoeverIsNotEligibleHearsOfEveryCriterionInBothLanguagesWithTheVersion() {
        EligibilityRules rules = rules(3, Combination.ALL, new Criterion.Student(), INCOME);
        Answered answered = rules.answer(facts(null, null, null, false, null), List.of(), ASKING);

        Refusal refusal = refusal(() -> answered.requireNoFail(NOW));

        assertThat(refusal.code()).isEqualTo("not_eligible");
        assertThat(refusal.extensions()).containsEntry("ruleVersion", 3).containsEntry("combination", "ALL");
        assertThat(refusal.extensions().get("criteria"))
                .isEqualTo(List.of(
                        Map.of(
                                "criterion",
                                "STUDENT",
                                "verdict",
                                "FAIL",
                                "ruleVersion",
                                3,
                                "french",
                                "Être étudiant : non.",
                                "english",
                                "Is a student: no."),
                        Map.of(
                                "criterion",
                                "DISPOSABLE_INCOME",
                                "verdict",
                                "UNKNOWN",
                                "ruleVersion",
                                3,
                                "french",
                                "Reste à vivre sous le plafond (1200 centimes au plus par personne et par jour, preuve de moins"
                                        + " de 12 mois) : à vérifier.",
                                "english",
                                "Disposable income below the bound (at most 1200 cents a person and day, proof of the last 12"
                                        + " months): to be checked.")));
    }

    @Test
    void whatIsUnknownWaitsUntilSomebodyWhoIsEntitledHasFoundOut() {
        EligibilityRules rules = new EligibilityRules(1, Given.FROM, Combination.ALL, List.of(INCOME), List.of(CCAS));
        Submitted waiting = (Submitted) Request.submit(
                        Given.request(rules.answer(NOTHING, List.of(), ASKING).requireNoFail(NOW)))
                .next();

        Refusal unknown = refusal(() -> waiting.requireEligible(NOW));
        assertThat(unknown.code()).isEqualTo("eligibility_unknown");
        assertThat(unknown.extensions()).isEqualTo(Map.of("ruleVersion", 1, "unknown", List.of("DISPOSABLE_INCOME")));
        assertThat(faults(rules, found(true, null, Given.REFERRER))).containsExactly("not_entitled");
        Eligibility found = rules.answer(NOTHING, List.of(found(true, LocalDate.parse("2026-01-15"), CCAS)), ASKING)
                .kept();
        Submitted checked = (Submitted) waiting.check(found, NOW).next();
        checked.requireEligible(NOW);
        assertThat(found.verdicts())
                .containsExactly(new CriterionVerdict(
                        CriterionKind.DISPOSABLE_INCOME,
                        Verdict.PASS,
                        1,
                        NOW,
                        CCAS,
                        Instant.parse("2027-01-15T23:00:00Z"),
                        VerdictBasis.CHECK,
                        Given.REFERRER));
        assertThat(refusal(() -> checked.requireEligible(Instant.parse("2027-01-15T23:00:00Z")))
                        .code())
                .as("an expired verdict")
                .isEqualTo("eligibility_unknown");
        Submitted failed = (Submitted) checked.check(
                        rules.answer(NOTHING, List.of(found(false, null, CCAS)), ASKING)
                                .kept(),
                        NOW)
                .next();
        assertThat(refusal(() -> failed.requireEligible(NOW)).code()).isEqualTo("not_eligible");
        assertThat(failed.forget().next().attributes().eligibility()).isNull();
    }

    @Test
    void factsNeverTakeThePlaceOfWhatSomebodyWhoIsEntitledHasFoundWhileItHolds() {
        EligibilityRules rules =
                new EligibilityRules(1, Given.FROM, Combination.ALL, List.of(new Criterion.Student()), List.of(CCAS));
        StatedVerdict notMet = new StatedVerdict(
                CriterionKind.STUDENT, false, null, null, CCAS, null, Instant.parse("2026-12-31T00:00:00Z"));
        Eligibility checked = rules.answer(NOTHING, List.of(notMet), ASKING).kept();
        Eligibility facts = rules.answer(facts(null, null, null, true, null), List.of(), ASKING)
                .kept();

        assertThat(checked.verdicts().getFirst().statedBy()).isEqualTo(Given.REFERRER);
        assertThat(facts.verdicts().getFirst().basis()).isEqualTo(VerdictBasis.FACTS);
        assertThat(checked.with(facts, NOW)).isEqualTo(checked);
        assertThat(checked.with(facts, Instant.parse("2026-12-31T00:00:00Z")).verdicts())
                .as("once the check is over")
                .isEqualTo(facts.verdicts());
        assertThat(facts.with(checked, NOW).verdicts()).isEqualTo(checked.verdicts());
        assertThat(facts.with(
                                rules.answer(facts(null, null, null, false, null), List.of(), ASKING)
                                        .kept(),
                                NOW)
                        .outcome(NOW))
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void aProofIsNotOlderThanTheCriterionAllows() {
        EligibilityRules rules = rules(1, Combination.ALL, INCOME);

        assertThat(faults(rules, found(true, LocalDate.parse("2025-09-17"), Given.SPONSOR)))
                .containsExactly("proof_too_old");
        assertThat(faults(rules, found(true, LocalDate.parse("2025-09-18"), Given.SPONSOR)))
                .isEmpty();
    }

    @Test
    void aVerdictIsOnACriterionAndAVersionThatAreAsked() {
        EligibilityRules rules = rules(2, Combination.ALL, new Criterion.Student());
        StatedVerdict other = new StatedVerdict(CriterionKind.STUDENT, true, 1, NOW.plusSeconds(1), null, null, null);

        assertThat(faults(rules, found(true, null, null))).containsExactly("criterion_not_asked");
        assertThat(faults(rules, other)).containsExactly("other_rule_version", "in_future");
    }

    @Test
    void aKindIsAskedOnceAndEachChangeIsAnotherVersion() {
        List<Criterion> twice = List.of(new Criterion.Student(), new Criterion.Student());

        assertThat(refusal(() -> EligibilityRules.behind(1, Given.FROM, Combination.ALL, twice, List.of()))
                        .faults()
                        .getFirst()
                        .pointer())
                .isEqualTo("/criteria/1/criterion");
        assertThat(EligibilityRules.behind(4, Given.FROM, Combination.ALL, List.of(), List.of())
                        .version())
                .isEqualTo(5);
    }

    @Test
    void aRequestThatNothingIsAskedOfIsAsItEverWas() {
        Submitted waiting = (Submitted) Request.submit(Given.request()).next();

        waiting.requireEligible(NOW);
        assertThat(waiting.legal()).doesNotContain(Request.Move.ELIGIBILITY);
        assertThat(refusal(() -> waiting.check(new Eligibility(1, Combination.ALL, List.of()), NOW))
                        .code())
                .isEqualTo("illegal_now");
    }

    @Property
    void theOutcomeIsThatOfTheLogicOfThreeValues(
            @ForAll Combination combination, @ForAll @Size(min = 1, max = 6) List<Verdict> verdicts) {
        Verdict outcome = eligibility(combination, verdicts).outcome(NOW);

        Verdict decides = combination == Combination.ALL ? Verdict.FAIL : Verdict.PASS;
        Verdict otherwise = combination == Combination.ALL ? Verdict.PASS : Verdict.FAIL;
        if (verdicts.contains(decides)) {
            assertThat(outcome).isEqualTo(decides);
        } else {
            assertThat(outcome).isEqualTo(verdicts.contains(Verdict.UNKNOWN) ? Verdict.UNKNOWN : otherwise);
        }
    }

    @Property
    void knowingMoreNeverTurnsWhatIsKnownIntoUnknown(
            @ForAll Combination combination,
            @ForAll @Size(6) List<Verdict> before,
            @ForAll @Size(6) List<Verdict> later) {
        Eligibility merged = eligibility(combination, before).with(eligibility(combination, later), NOW);

        for (int i = 0; i < 6; i++) {
            assertThat(merged.verdicts().get(i).verdict())
                    .isEqualTo(later.get(i) == Verdict.UNKNOWN ? before.get(i) : later.get(i));
        }
    }

    private static Eligibility eligibility(Combination combination, List<Verdict> verdicts) {
        return new Eligibility(
                1,
                combination,
                IntStream.range(0, verdicts.size())
                        .mapToObj(i -> new CriterionVerdict(
                                List.of(CriterionKind.values()).get(i),
                                verdicts.get(i),
                                1,
                                null,
                                null,
                                null,
                                VerdictBasis.FACTS,
                                Given.REFERRER))
                        .toList());
    }

    private static EligibilityRules rules(int version, Combination combination, Criterion... criteria) {
        return new EligibilityRules(version, Given.FROM, combination, List.of(criteria), List.of());
    }

    private static StatedVerdict found(boolean isMet, @Nullable LocalDate proofOn, @Nullable UUID checkedBy) {
        return new StatedVerdict(CriterionKind.DISPOSABLE_INCOME, isMet, null, null, checkedBy, proofOn, null);
    }

    private static List<String> faults(EligibilityRules rules, StatedVerdict verdict) {
        Refusal refusal = refusal(() -> rules.answer(NOTHING, List.of(verdict), ASKING));
        return refusal == null
                ? List.of()
                : refusal.faults().stream().map(Refusal.Fault::code).toList();
    }

    private static EligibilityAttributes in(String neighbourhood) {
        return facts(neighbourhood, null, null, null, null);
    }

    private static EligibilityAttributes facts(
            @Nullable String neighbourhood,
            @Nullable String institution,
            @Nullable BursaryLevel bursaryLevel,
            @Nullable Boolean student,
            @Nullable SchoolYear schoolYear) {
        return new EligibilityAttributes(
                neighbourhood, institution, bursaryLevel, student, schoolYear, Given.REFERRER, "67");
    }

    private static Refusal refusal(ThrowingCallable call) {
        return catchThrowableOfType(Refusal.class, call);
    }
}
