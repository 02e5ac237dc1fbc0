package network.reuse.allocation.domain;

import static network.reuse.allocation.domain.Given.LINE;
import static network.reuse.allocation.domain.Given.OFFER;
import static network.reuse.allocation.domain.Given.PROVIDER;
import static network.reuse.allocation.domain.Given.REFERRER;
import static network.reuse.allocation.domain.Given.SPONSOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import network.reuse.allocation.domain.ConnectivityLine.Active;
import network.reuse.allocation.domain.ConnectivityLine.Cancellable;
import network.reuse.allocation.domain.ConnectivityLine.Failed;
import network.reuse.allocation.domain.ConnectivityLine.Move;
import network.reuse.allocation.domain.ConnectivityLine.Requested;
import network.reuse.contracts.AllocationEvent.ConnectivityLineFailed;
import network.reuse.contracts.AllocationEvent.ConnectivityLineRetried;
import network.reuse.contracts.AllocationEvent.ConnectivityOfferAmended;
import network.reuse.contracts.LineFailure;
import network.reuse.contracts.LineRefusal;
import network.reuse.contracts.Refusal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ConnectivityTest {
    private static final Instant NOW = Instant.parse("2026-10-01T09:00:00Z");

    @Test
    void aLineIsForWhoLivesWhereItIsOfferedWhenItIsAndHasPassedWhatIsAsked() {
        Request student = Request.submit(Given.request(verdict(Verdict.PASS))).next();

        assertThatCode(() -> Given.offer().requireLineFor(student, 99, NOW, NOW))
                .doesNotThrowAnyException();
        assertThat(refusal(() -> Given.offer().requireLineFor(student, 100, NOW, NOW))
                        .code())
                .isEqualTo("lines_exhausted");
        assertThat(fault(() -> Given.offer().requireLineFor(student, 0, Instant.parse("2027-01-01T09:00:00Z"), NOW)))
                .isEqualTo("outside_offer");
        assertThat(fault(() -> open(Set.of("44"), List.of()).requireLineFor(student, 0, NOW, NOW)))
                .isEqualTo("not_offered_there");
        assertThatCode(() -> open(Set.of(), List.of()).requireLineFor(student, 0, NOW, NOW))
                .doesNotThrowAnyException();
        assertThat(refusal(() -> Given.offer().requireLineFor(student.forget().next(), 0, NOW, NOW))
                        .code())
                .isEqualTo("illegal_now");
    }

    @Test
    void aRefusalSaysWhichCriteriaAreMissing() {
        for (Verdict verdict : List.of(Verdict.FAIL, Verdict.UNKNOWN)) {
            Request request = Request.submit(Given.request(verdict(verdict))).next();
            Refusal refusal = refusal(() -> Given.offer().requireLineFor(request, 0, NOW, NOW));

            assertThat(refusal.code()).isEqualTo("line_criteria_missing");
            assertThat(refusal.extensions())
                    .hasEntrySatisfying(
                            "missing", missing -> assertThat(missing.toString()).contains("STUDENT", verdict.name()));
        }
        Request unasked = Request.submit(Given.request()).next();
        assertThat(refusal(() -> Given.offer().requireLineFor(unasked, 0, NOW, NOW))
                        .code())
                .isEqualTo("line_criteria_missing");
    }

    @Test
    void anOfferNeverHasFewerLinesThanAreTaken() {
        assertThat(Given.offer().amend(12, 12, "Moins").events())
                .containsExactly(new ConnectivityOfferAmended(OFFER, 100, 12, "Moins"));
        assertThat(refusal(() -> Given.offer().amend(11, 12, "Moins")).code()).isEqualTo("lines_below_taken");
        assertThat(fault(() -> Given.offer().amend(100, 12, "Autant"))).isEqualTo("nothing_changed");
    }

    @Test
    void theProviderTellsWhatBecameOfALineAndThoseOfTheRequestGiveItUp() {
        assertThat(Given.line().legalFor(PROVIDER)).containsExactly(Move.ACTIVATION, Move.REFUSAL, Move.FAILURE);
        assertThat(Given.line().legalFor(REFERRER)).containsExactly(Move.CANCELLATION);
        assertThat(Given.line().legalFor(SPONSOR)).containsExactly(Move.CANCELLATION);
        assertThat(Given.line().legalFor(Given.DONOR)).isEmpty();
        Failed failed =
                (Failed) Given.line().fail(LineFailure.NO_MATCH_FOR_NUMBER).next();
        assertThat(failed.legalFor(PROVIDER)).containsExactly(Move.RETRY);
        assertThat(failed.legalFor(REFERRER)).containsExactly(Move.RETRY, Move.CANCELLATION);
        assertThat(failed.takesLine()).isFalse();
        assertThat(failed.stands()).isTrue();
        assertThat(failed.retry().events()).containsExactly(new ConnectivityLineRetried(LINE, OFFER));
        assertThat(Given.line().fail(LineFailure.OTHER).events())
                .containsExactly(new ConnectivityLineFailed(LINE, OFFER, LineFailure.OTHER));
    }

    @Test
    void everyReasonIsSaidInBothLanguages() {
        for (LineFailure failure : LineFailure.values()) {
            assertThat(failure.french()).endsWith(".").isNotEqualTo(failure.english());
            assertThat(failure.english()).endsWith(".");
        }
        for (LineRefusal refusal : LineRefusal.values()) {
            assertThat(refusal.french()).endsWith(".").isNotEqualTo(refusal.english());
            assertThat(refusal.english()).endsWith(".");
        }
    }

    /** Whatever is asked and told in whatever order, as the database follows it: what a step takes or gives back, once. */
    @Property
    void linesTakenNeverExceedTheStockAndThoseGivenBackComeBackOnce(
            @ForAll @IntRange(min = 1, max = 5) int lines,
            @ForAll @Size(max = 80) List<@IntRange(max = 139) Integer> steps) {
        ConnectivityOffer.Open offer = new ConnectivityOffer.Open(Given.offer().attributes(), lines);
        Request student = Request.submit(Given.request(verdict(Verdict.PASS))).next();
        List<ConnectivityLine> all = new ArrayList<>();
        int taken = 0;
        for (int step : steps) {
            int move = step % 7;
            int which = step / 7 % 20;
            try {
                if (move == 0) {
                    offer.requireLineFor(student, taken, NOW, NOW);
                    all.add(Given.line());
                    taken++;
                } else if (move == 1) {
                    offer = (ConnectivityOffer.Open)
                            offer.amend(which + 1, taken, "Avenant").next();
                } else if (which < all.size()) {
                    ConnectivityLine before = all.get(which);
                    ConnectivityLine after = next(before, move, new ConnectivityStock(offer.lines(), taken));
                    taken += (after.takesLine() ? 1 : 0) - (before.takesLine() ? 1 : 0);
                    all.set(which, after);
                }
            } catch (Refusal refused) {
                assertThat(refused.code()).isNotBlank();
            }
            assertThat(taken).isBetween(0, offer.lines());
            assertThat(taken).isEqualTo((int)
                    all.stream().filter(ConnectivityLine::takesLine).count());
        }
    }

    private static ConnectivityLine next(ConnectivityLine line, int move, ConnectivityStock stock) {
        return switch (line) {
            case Requested requested when move == 2 -> requested.activate().next();
            case Requested requested
            when move == 3 -> requested.refuse(LineRefusal.OTHER).next();
            case Requested requested
            when move == 4 -> requested.fail(LineFailure.OTHER).next();
            case Failed failed
            when move == 5 -> {
                stock.requireLeft();
                yield failed.retry().next();
            }
            case Active active when move == 6 -> active.end("Fini").next();
            case Cancellable cancellable
            when move == 6 -> cancellable.cancel("Autre abonnement").next();
            default -> line;
        };
    }

    private static ConnectivityOffer.Open open(Set<String> departments, List<CriterionKind> criteria) {
        return (ConnectivityOffer.Open)
                ConnectivityOffer.open(Given.offer(departments, criteria), 1).next();
    }

    private static Eligibility verdict(Verdict verdict) {
        return new Eligibility(
                1,
                Combination.ALL,
                List.of(new CriterionVerdict(CriterionKind.STUDENT, verdict, 1, null, null, null, null, null)));
    }

    private static Refusal refusal(ThrowingCallable call) {
        return catchThrowableOfType(Refusal.class, call);
    }

    private static String fault(ThrowingCallable call) {
        return refusal(call).faults().getFirst().code();
    }
}
