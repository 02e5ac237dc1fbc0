package network.reuse.allocation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import network.reuse.allocation.domain.FundCall.Called;
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
        SETTLE,
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
                    .isEqualTo(books.calls.stream()
                            .mapToLong(call -> call.attributes().left())
                            .sum());
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
        private final List<Called> calls = new ArrayList<>();
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
                case GIVE_BACK ->
                    move(
                            attempt.pack(),
                            packs.get(attempt.pack()) == CommitmentStatus.CALLED
                                    ? CommitmentStatus.CREDITED
                                    : CommitmentStatus.RELEASED);
                case REINSTATE -> {
                    if (packs.get(attempt.pack()) != CommitmentStatus.COMMITTED) {
                        move(attempt.pack(), CommitmentStatus.DUE);
                    }
                }
                case CALL -> call();
                case SETTLE -> settle(attempt.cents());
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
                    move(i, CommitmentStatus.CALLED);
                }
            }
            if (credit > 0) {
                post(PostingKind.OFFSET, credit);
            }
            calls.add((Called) FundCall.open(
                            Given.fundCall(List.of(new CalledEnvelope(Given.ENVELOPE, "E-5P1C0F", due, credit, 0))))
                    .next());
        }

        private void settle(long cents) {
            if (calls.isEmpty()) {
                return;
            }
            Called first = calls.removeFirst();
            long paid = Math.min(cents, first.attributes().left());
            post(PostingKind.SETTLEMENT, paid);
            if (first.settle(paid).next() instanceof Called open) {
                calls.addFirst(open);
            }
        }

        private void move(int pack, CommitmentStatus next) {
            packs.get(pack)
                    .to(next)
                    .filter(kind -> balance.allows(kind, shares.get(pack)))
                    .ifPresent(kind -> {
                        packs.set(pack, next);
                        post(kind, shares.get(pack));
                    });
        }

        private void post(PostingKind kind, long cents) {
            balance = balance.post(kind, cents);
            var _ = lines.merge(kind.from(), -cents, Long::sum);
            var _ = lines.merge(kind.to(), cents, Long::sum);
        }

        long sum(CommitmentStatus status) {
            long sum = 0;
            for (int i = 0; i < packs.size(); i++) {
                sum += packs.get(i) == status ? shares.get(i) : 0;
            }
            return sum;
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
