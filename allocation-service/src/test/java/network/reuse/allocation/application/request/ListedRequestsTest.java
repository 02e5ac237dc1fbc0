package network.reuse.allocation.application.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import network.reuse.allocation.application.request.ListedRequests.Listed;
import network.reuse.allocation.application.request.ListedRequests.Verdict;
import network.reuse.allocation.application.request.Submission.Judged;
import network.reuse.allocation.domain.Combination;
import network.reuse.allocation.domain.Criterion;
import network.reuse.allocation.domain.Eligibility;
import network.reuse.allocation.domain.EligibilityAttributes;
import network.reuse.allocation.domain.EligibilityRules;
import network.reuse.allocation.domain.EligibilityRules.Asking;
import network.reuse.allocation.domain.Proof;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.RequestAttributes;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.people.Contact;
import network.reuse.defaults.people.Household;
import org.jspecify.annotations.Nullable;

class ListedRequestsTest {
    private static final UUID SCHOOL = new UUID(0, 1);
    private static final UUID OTHER_SCHOOL = new UUID(0, 2);
    private static final Instant NOW = Instant.parse("2021-09-02T08:00:00Z");

    /** Who is asked for: the household's mark and the contact are made of it. */
    record Pupil(@Nullable String reference, @Nullable Integer household) {}

    @Property(tries = 300)
    void eachHouseholdOfAListIsAskedForOnceAndItsRepetitionsNameALineAbove(@ForAll("lists") List<Pupil> list) {
        ListedRequests known = new ListedRequests(SCHOOL, List.of(), Map.of(), NOW);
        Set<Integer> households = new HashSet<>();
        Set<String> references = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            Pupil pupil = list.get(i);
            Listed listed = listed(i + 2, pupil, SCHOOL);
            switch (known.judge(listed)) {
                case Verdict.New _ -> {
                    assertThat(pupil.household() == null || households.add(pupil.household()))
                            .isTrue();
                    assertThat(pupil.reference() == null || references.add(pupil.reference()))
                            .isTrue();
                }
                case Verdict.Repeated(Listed above) -> {
                    assertThat(above.line()).isLessThan(listed.line());
                    assertThat(above.judged().attributes().partnerRef()).isEqualTo(pupil.reference());
                    assertThat(above.judged().contact())
                            .isEqualTo(listed.judged().contact());
                }
                case Verdict.Refused(Refusal why) -> {
                    if (why.code().equals("household_served")) {
                        assertThat(households).contains(pupil.household());
                        assertThat((Long) why.extensions().get("line")).isLessThan(listed.line());
                    } else if (pupil.reference() == null) {
                        assertThat(pupil.household()).isNull();
                    } else {
                        assertThat(references).contains(pupil.reference());
                    }
                }
                case Verdict.Known _ -> throw new AssertionError("nothing was there before");
            }
        }
    }

    @Property(tries = 200)
    void aListThatIsSentAgainMakesNothing(@ForAll("lists") List<Pupil> list) {
        List<Stored<Request>> made = new ArrayList<>();
        Map<UUID, Contact> contacts = new HashMap<>();
        ListedRequests first = new ListedRequests(SCHOOL, List.of(), Map.of(), NOW);
        for (int i = 0; i < list.size(); i++) {
            Listed listed = listed(i + 2, list.get(i), SCHOOL);
            if (first.judge(listed) instanceof Verdict.New) {
                made.add(stored(listed.judged()));
                contacts.put(
                        listed.judged().attributes().personRef(),
                        listed.judged().contact());
            }
        }

        ListedRequests again = new ListedRequests(SCHOOL, made, contacts, NOW);
        int unchanged = 0;
        for (int i = 0; i < list.size(); i++) {
            Verdict verdict = again.judge(listed(i + 2, list.get(i), SCHOOL));
            assertThat(verdict).isNotInstanceOfAny(Verdict.New.class, Verdict.Repeated.class);
            unchanged += verdict instanceof Verdict.Known ? 1 : 0;
        }
        assertThat(unchanged).isGreaterThanOrEqualTo(made.size());
    }

    @Example
    void aReferenceWithOtherContentIsTakenAndNamesWhatItBelongsTo() {
        Judged before = listed(2, new Pupil("R-1", 1), SCHOOL).judged();
        ListedRequests known = new ListedRequests(SCHOOL, List.of(stored(before)), Map.of(), NOW);

        assertThat(known.judge(listed(2, new Pupil("R-1", 1), SCHOOL)))
                .isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
                    Refusal.Fault fault = refused.why().faults().getFirst();
                    assertThat(fault.code()).isEqualTo("reference_taken");
                    assertThat(fault.extensions())
                            .containsEntry("existing", before.attributes().id());
                });
    }

    @Example
    void aRowThatAnswersTheCriteriaOtherwiseSaysSomethingElse() {
        Pupil pupil = new Pupil("R-1", 1);
        Judged before = listed(2, pupil, SCHOOL, student(true)).judged();
        Map<UUID, Contact> contacts = Map.of(before.attributes().personRef(), before.contact());

        assertThat(verdict(before, contacts, student(true))).isInstanceOf(Verdict.Known.class);
        assertThat(verdict(before, contacts, student(null)))
                .as("less is no other answer")
                .isInstanceOf(Verdict.Known.class);
        assertThat(verdict(before, contacts, student(false))).isInstanceOf(Verdict.Refused.class);
        Judged open = listed(2, pupil, SCHOOL, student(null)).judged();
        Map<UUID, Contact> ofOpen = Map.of(open.attributes().personRef(), open.contact());
        assertThat(verdict(open, ofOpen, student(true))).as("more is another").isInstanceOf(Verdict.Refused.class);

        ListedRequests list = new ListedRequests(SCHOOL, List.of(), Map.of(), NOW);
        assertThat(list.judge(listed(2, pupil, SCHOOL, student(true)))).isInstanceOf(Verdict.New.class);
        assertThat(list.judge(listed(3, pupil, SCHOOL, student(true)))).isInstanceOf(Verdict.Repeated.class);
        assertThat(list.judge(listed(4, pupil, SCHOOL, student(null)))).isInstanceOf(Verdict.Refused.class);
    }

    private static Verdict verdict(Judged before, Map<UUID, Contact> contacts, Eligibility stated) {
        return new ListedRequests(SCHOOL, List.of(stored(before)), contacts, NOW)
                .judge(listed(2, new Pupil("R-1", 1), SCHOOL, stated));
    }

    /** What a school states of one criterion, that somebody be a student; null when it states nothing. */
    private static Eligibility student(@Nullable Boolean isStudent) {
        EligibilityRules rules =
                new EligibilityRules(1, LocalDate.EPOCH, Combination.ALL, List.of(new Criterion.Student()), List.of());
        return rules.answer(
                        new EligibilityAttributes(null, null, null, isStudent, null, SCHOOL, "44"),
                        List.of(),
                        new Asking(SCHOOL, Set.of(SCHOOL), NOW))
                .kept();
    }

    @Example
    void whoseRequestServesAHouseholdIsToldToNobodyElse() {
        Judged before = listed(2, new Pupil("R-1", 1), OTHER_SCHOOL).judged();
        ListedRequests known = new ListedRequests(SCHOOL, List.of(stored(before)), Map.of(), NOW);

        assertThat(known.judge(listed(2, new Pupil("R-1", 1), SCHOOL)))
                .isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
                    assertThat(refused.why().code()).isEqualTo("household_served");
                    assertThat(refused.why().extensions()).isEmpty();
                });
    }

    @Example
    void whatCannotBeToldApartIsRefusedSinceItCouldNotBeSentAgain() {
        assertThat(new ListedRequests(SCHOOL, List.of(), Map.of(), NOW).judge(listed(2, new Pupil(null, null), SCHOOL)))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.why().faults())
                                .extracting(Refusal.Fault::code)
                                .containsExactly("cannot_be_told_apart"));
    }

    @Provide
    Arbitrary<List<Pupil>> lists() {
        Arbitrary<@Nullable String> references =
                Arbitraries.integers().between(1, 12).map(n -> "R-" + n).injectNull(0.3);
        Arbitrary<@Nullable Integer> households =
                Arbitraries.integers().between(1, 8).injectNull(0.2);
        return Combinators.combine(references, households).as(Pupil::new).list().ofMaxSize(20);
    }

    private static Listed listed(long line, Pupil pupil, UUID referrer) {
        return listed(line, pupil, referrer, null);
    }

    private static Listed listed(long line, Pupil pupil, UUID referrer, @Nullable Eligibility eligibility) {
        String mark = pupil.household() == null ? null : "mark-" + pupil.household();
        Contact contact = new Contact("Camille", mark, null, null, null);
        RequestAttributes attributes = new RequestAttributes(
                UUID.randomUUID(),
                "R-7Q4K2M",
                new UUID(0, 9),
                new UUID(0, 8),
                referrer,
                UUID.randomUUID(),
                "écoles",
                mark,
                new Territory("52", "44", "44109"),
                Proof.SCHOOL_LIST,
                Environment.LIVE,
                pupil.reference(),
                null,
                eligibility,
                false);
        return new Listed(line, new Judged(attributes, new Household(mark, Map.of()), contact, NOW));
    }

    private static Stored<Request> stored(Judged judged) {
        return judged.creation().next(NOW);
    }
}
