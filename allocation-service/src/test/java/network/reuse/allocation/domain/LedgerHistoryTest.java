package network.reuse.allocation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import network.reuse.allocation.domain.FundCall.Called;
import network.reuse.contracts.Refusal;
import org.junit.jupiter.api.Test;

/** An envelope's accounts through any history of commit, release, hand-over, call, settle, return and refund. */
class LedgerHistoryTest {
    private static final long CEILING = 40_000;

    /** What somebody tries with one of eight packs, or with so many cents. */
    record Attempt(Step step, int pack, int cents) {}

    enum Step {
        COMMIT,
        RELEASE,
        HAND_OVER,
        GIVE_BACK,
        REINSTATE,
        CALL,
        CANCEL_CALL,
        SETTLE,
        CORRECT_SETTLEMENT,
        REFUND
    }

    @Provide
    Arbitrary<List<Attempt>> histories() {
        return Combinators.combine(
                        Arbitraries.of(Step.class),
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(1, 15_000))
                .as(Attempt::new)
                .list()
                .ofMaxSize(120);
    }

    @Property
    void theTrialBalanceIsZeroAndNoAccountPassesZeroAtAnyPoint(@ForAll("histories") List<Attempt> history) {
        Books books = new Books();
        for (Attempt attempt : history) {
            books.tryTo(attempt);

            assertThat(books.balance.isSound()).as("%s", books.balance).isTrue();
            assertThat(books.lines.values().stream().mapToLong(Long::longValue).sum())
                    .isZero();
            assertThat(books.balance).isEqualTo(books.asLinesSay());
            assertThat(books.balance.committed()).isEqualTo(books.sum(CommitmentStatus.COMMITTED));
            assertThat(books.balance.due()).isEqualTo(books.sum(CommitmentStatus.DUE));
            assertThat(books.balance.called())
                    .isEqualTo(books.calls.stream().mapToLong(FundCall::left).sum());
        }
    }

    @Property
    void whatPacksHoldIsTheActualAmountWhateverWasCalledPaidOrPaidBack(@ForAll("histories") List<Attempt> history) {
        Books books = new Books();
        history.forEach(books::tryTo);
        Balance balance = books.balance;

        assertThat(balance.due() + balance.called() + balance.settled() - balance.owed())
                .isEqualTo(books.sum(CommitmentStatus.DUE) + books.sum(CommitmentStatus.CALLED));
        assertThat(balance.available()).isEqualTo(CEILING - balance.taken());
    }

    @Test
    void anEntryThatWouldTakeAnAccountPastZeroIsNoEntry() {
        Balance granted = Balance.NONE.post(PostingKind.OPENING, 100);

        assertThat(granted.allows(PostingKind.COMMITMENT, 101)).isFalse();
        assertThatThrownBy(() -> granted.post(PostingKind.SETTLEMENT, 1)).isInstanceOf(IllegalStateException.class);
        assertThat(granted.allows(PostingKind.COMMITMENT, 0)).isFalse();
    }

    /** What the service does with its database, in memory: a step that the rules do not allow changes nothing. */
    private static final class Books {
        private final Map<Account, Long> lines = new EnumMap<>(Account.class);
        private final List<CommitmentStatus> packs = new ArrayList<>();
        private final List<Long> shares = new ArrayList<>();
        private final List<FundCall> calls = new ArrayList<>();
        private final Map<Integer, Integer> callOfPack = new HashMap<>();
        private Balance balance = Balance.NONE;

        Books() {
            for (int i = 0; i < 8; i++) {
                packs.add(CommitmentStatus.NEW);
                shares.add(0L);
            }
            post(PostingKind.OPENING, CEILING);
        }

        void tryTo(Attempt attempt) {
            switch (attempt.step()) {
                case COMMIT -> {
                    if (packs.get(attempt.pack()) == CommitmentStatus.NEW) {
                        shares.set(attempt.pack(), (long) attempt.cents());
                        move(attempt.pack(), CommitmentStatus.COMMITTED);
                    }
                }
                case RELEASE -> {
                    if (packs.get(attempt.pack()) == CommitmentStatus.COMMITTED) {
                        move(attempt.pack(), CommitmentStatus.RELEASED);
                    }
                }
                case HAND_OVER -> {
                    if (packs.get(attempt.pack()) == CommitmentStatus.COMMITTED) {
                        move(attempt.pack(), CommitmentStatus.DUE);
                    }
                }
                case GIVE_BACK -> {
                    switch (packs.get(attempt.pack())) {
                        case CALLED -> move(attempt.pack(), CommitmentStatus.CREDITED);
                        case DUE -> move(attempt.pack(), CommitmentStatus.RELEASED);
                        case NEW, COMMITTED, RELEASED, CREDITED -> {}
                    }
                }
                case REINSTATE -> {
                    CommitmentStatus status = packs.get(attempt.pack());
                    if ((status == CommitmentStatus.RELEASED || status == CommitmentStatus.CREDITED)
                            && move(attempt.pack(), CommitmentStatus.DUE)) {
                        callOfPack.remove(attempt.pack());
                    }
                }
                case CALL -> call();
                case CANCEL_CALL -> cancelCall(attempt.pack());
                case SETTLE -> settle(attempt.pack(), attempt.cents());
                case CORRECT_SETTLEMENT -> correctSettlement(attempt.pack(), attempt.cents());
                case REFUND -> {
                    if (balance.allows(PostingKind.REFUND, attempt.cents())) {
                        post(PostingKind.REFUND, attempt.cents());
                    }
                }
            }
        }

        private void call() {
            long due = balance.due();
            long credit = Math.min(balance.owed(), due);
            if (due - credit <= 0) {
                return;
            }
            for (int i = 0; i < packs.size(); i++) {
                if (packs.get(i) == CommitmentStatus.DUE) {
                    assertThat(move(i, CommitmentStatus.CALLED)).isTrue();
                    callOfPack.put(i, calls.size());
                }
            }
            if (credit > 0) {
                post(PostingKind.OFFSET, credit);
            }
            calls.add(FundCall.open(
                            Given.fundCall(List.of(new CalledEnvelope(Given.ENVELOPE, "E-5P1C0F", due, credit, 0))))
                    .next());
        }

        private void cancelCall(int number) {
            if (number >= calls.size() || !(calls.get(number) instanceof Called call)) {
                return;
            }
            List<Integer> named = callOfPack.entrySet().stream()
                    .filter(entry -> entry.getValue() == number)
                    .map(Map.Entry::getKey)
                    .toList();
            CalledShares its = new CalledShares(
                    Given.ENVELOPE,
                    sum(named, CommitmentStatus.CALLED),
                    sum(named, CommitmentStatus.CREDITED),
                    balance.owed());
            CalledEnvelope envelope = call.attributes().envelopes().getFirst();
            try {
                calls.set(
                        number,
                        call.cancel(call.attributes().sponsor(), List.of(its), "En double")
                                .next());
            } catch (Refusal refused) {
                return;
            }
            postAny(PostingKind.OFFSET_CANCELLATION, envelope.creditCents());
            for (int pack : named) {
                CommitmentStatus next =
                        packs.get(pack) == CommitmentStatus.CALLED ? CommitmentStatus.DUE : CommitmentStatus.RELEASED;
                assertThat(move(pack, next)).isTrue();
                callOfPack.remove(pack);
            }
            postAny(PostingKind.OFFSET, envelope.reinstated(its));
        }

        private void settle(int number, long cents) {
            if (number < calls.size() && calls.get(number) instanceof Called call && call.left() > 0) {
                long paid = Math.min(cents, call.left());
                calls.set(number, call.settle(paid).next());
                post(PostingKind.SETTLEMENT, paid);
            }
        }

        private void correctSettlement(int number, long cents) {
            if (number < calls.size()
                    && calls.get(number) instanceof FundCall.Issued call
                    && cents <= call.attributes().settled()
                    && balance.allows(PostingKind.SETTLEMENT_CORRECTION, cents)) {
                calls.set(number, call.correctSettlement(cents, "Par erreur").next());
                post(PostingKind.SETTLEMENT_CORRECTION, cents);
            }
        }

        /** Whether a share may move so, and did. */
        @CanIgnoreReturnValue
        private boolean move(int pack, CommitmentStatus next) {
            Optional<PostingKind> posted =
                    packs.get(pack).to(next).filter(kind -> balance.allows(kind, shares.get(pack)));
            posted.ifPresent(kind -> {
                packs.set(pack, next);
                post(kind, shares.get(pack));
            });
            return posted.isPresent();
        }

        private void postAny(PostingKind kind, long cents) {
            if (cents > 0) {
                post(kind, cents);
            }
        }

        private void post(PostingKind kind, long cents) {
            balance = balance.post(kind, cents);
            var _ = lines.merge(kind.from(), -cents, Long::sum);
            var _ = lines.merge(kind.to(), cents, Long::sum);
        }

        long sum(CommitmentStatus status) {
            return sum(IntStream.range(0, packs.size()).boxed().toList(), status);
        }

        private long sum(List<Integer> some, CommitmentStatus status) {
            return some.stream()
                    .filter(pack -> packs.get(pack) == status)
                    .mapToLong(shares::get)
                    .sum();
        }

        Balance asLinesSay() {
            return new Balance(
                    of(Account.GRANTED),
                    of(Account.AVAILABLE),
                    of(Account.COMMITTED),
                    of(Account.DUE),
                    of(Account.CALLED),
                    of(Account.SETTLED),
                    of(Account.CREDIT));
        }

        private long of(Account account) {
            return lines.getOrDefault(account, 0L);
        }
    }

    @Test
    void aCallIsPaidInPartsOfItsEnvelopesInTheirOrder() {
        UUID second = new UUID(0, 2);
        Called call = (Called) FundCall.open(Given.fundCall(List.of(
                        new CalledEnvelope(Given.ENVELOPE, "E-5P1C0F", 30_000, 10_000, 0),
                        new CalledEnvelope(second, "E-5P1C0G", 15_000, 0, 0))))
                .next();

        Called partly = (Called) call.settle(25_000).next();

        assertThat(partly.attributes().envelopes())
                .extracting(CalledEnvelope::settledCents)
                .containsExactly(20_000L, 5_000L);
        assertThat(partly.settle(10_000).next()).isInstanceOf(FundCall.Settled.class);
    }
}
