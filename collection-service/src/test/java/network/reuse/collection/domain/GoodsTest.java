package network.reuse.collection.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import network.reuse.collection.domain.Goods.InStock;
import network.reuse.collection.domain.Goods.Move;
import network.reuse.collection.domain.Goods.OnTheWay;
import network.reuse.contracts.CollectionEvent.GoodsRejoined;
import network.reuse.contracts.CollectionEvent.GoodsTakenOver;
import network.reuse.contracts.DiscrepancyOutcome;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Territory;
import org.junit.jupiter.api.Test;

class GoodsTest {
    static final UUID DONOR = new UUID(1, 1);
    static final UUID HOLDER = new UUID(1, 2);
    static final UUID RECIPIENT = new UUID(1, 3);
    static final UUID PART = new UUID(5, 2);
    private static final UUID ID = new UUID(5, 1);

    static InStock received(int count) {
        return (InStock) Goods.receive(
                        new GoodsAttributes(
                                ID,
                                "G-1",
                                DONOR,
                                DonorKind.COMPANY,
                                "HEADSET",
                                GoodsCondition.NEW,
                                Set.of(DONOR, HOLDER),
                                new Territory("32", "59", "59350"),
                                Environment.LIVE,
                                null,
                                HOLDER,
                                null),
                        HOLDER,
                        count)
                .next();
    }

    static OnTheWay sent(int count) {
        return (OnTheWay)
                Goods.part(received(10), PART, "G-2", RECIPIENT, count, null).next();
    }

    @Test
    void whatIsSentIsGoodsOfItsOwnThatDonorSenderAndRecipientSee() {
        OnTheWay part = sent(4);

        assertThat(part.attributes().parties()).isEqualTo(Set.of(DONOR, HOLDER, RECIPIENT));
        assertThat(part.attributes().partOf()).isEqualTo(ID);
        assertThat(part.owners()).isEqualTo(Set.of(HOLDER, RECIPIENT));
    }

    @Test
    void noMoreLeavesThanIsThere() {
        assertThatThrownBy(() -> received(3).handOver(PART, RECIPIENT, 4))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.faults().getFirst().code()).isEqualTo("more_than_in_stock"));
        assertThatThrownBy(() -> received(3).handOver(PART, HOLDER, 1))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.faults().getFirst().code()).isEqualTo("to_itself"));
    }

    @Test
    void equalCountsLeaveNothingToSettleAndOthersDo() {
        InStock same = (InStock) sent(4).takeOver(4).next();
        InStock fewer = (InStock) sent(4).takeOver(3).next();

        assertThat(same.legal()).doesNotContain(Move.SETTLEMENT);
        assertThat(fewer.legal()).contains(Move.SETTLEMENT);
        assertThat(fewer.owners()).isEqualTo(Set.of(HOLDER, RECIPIENT));
        assertThat(sent(4).takeOver(3).events()).containsExactly(new GoodsTakenOver(PART, RECIPIENT, 4, 3));
        assertThatThrownBy(() -> same.settle(DiscrepancyOutcome.FOUND, "rien")).isInstanceOf(Refusal.class);
    }

    @Test
    void whatTheRecipientCountedTooManyIsNotLost() {
        InStock more = (InStock) sent(4).takeOver(6).next();

        assertThatThrownBy(() -> more.settle(DiscrepancyOutcome.LOST, "perdus"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.faults().getFirst().code()).isEqualTo("nothing_missing"));
        assertThat(received(10).rejoin(PART, -2, "comptés trop peu").events())
                .containsExactly(new GoodsRejoined(ID, PART, 10, 8, "comptés trop peu"));
        assertThatThrownBy(() -> received(1).rejoin(PART, -2, "trop")).isInstanceOf(Refusal.class);
    }

    @Test
    void aStockTakingSaysAnotherCount() {
        assertThat(((InStock) received(10).count(9, "inventaire").next()).count())
                .isEqualTo(9);
        assertThatThrownBy(() -> received(10).count(10, "inventaire")).isInstanceOf(Refusal.class);
    }

    /** Something that is tried, with all that any move may need. */
    record Attempt(int pick, Move move, int count, DiscrepancyOutcome outcome) {}

    @Property(tries = 1_000)
    void nothingAppearsOrVanishesUnsaid(@ForAll("attempts") List<Attempt> attempts) {
        Store store = new Store(100);
        for (Attempt attempt : attempts) {
            store.attempt(attempt);
            assertThat(store.total()).isEqualTo(100 + store.said);
        }
    }

    /** All goods that came of one delivery, and what was said to have been lost, miscounted or found by stock-taking. */
    private static final class Store {
        private final List<UUID> ids = new ArrayList<>(List.of(ID));
        private final Map<UUID, Goods> goods = new HashMap<>();
        private int said;

        Store(int count) {
            goods.put(ID, received(count));
        }

        /** What is held, on its way, or missed by a recipient and not explained. */
        int total() {
            return goods.values().stream()
                    .mapToInt(one -> switch (one) {
                        case InStock held ->
                            held.count()
                                    + (held.difference() == null
                                            ? 0
                                            : held.difference().missed());
                        case OnTheWay onTheWay -> onTheWay.sent();
                        case Goods.Recalled _ -> 0;
                    })
                    .sum();
        }

        private Goods at(UUID id) {
            return Objects.requireNonNull(goods.get(id));
        }

        void attempt(Attempt attempt) {
            UUID id = ids.get(attempt.pick() % ids.size());
            Goods one = at(id);
            boolean legal = one.legal().contains(attempt.move());
            try {
                if (!apply(id, one, attempt)) {
                    assertThat(legal).as("%s on %s", attempt.move(), one).isFalse();
                } else {
                    assertThat(legal).as("%s on %s", attempt.move(), one).isTrue();
                }
            } catch (Refusal refusal) {
                assertThat(refusal.code()).isIn("invalid", "illegal_now", "illegal_transition");
            }
        }

        private boolean apply(UUID id, Goods one, Attempt attempt) {
            return switch (one) {
                case InStock held ->
                    switch (attempt.move()) {
                        case HANDOVER -> {
                            UUID part = new UUID(6, ids.size());
                            UUID to = held.holder().equals(RECIPIENT) ? HOLDER : RECIPIENT;
                            Goods less =
                                    held.handOver(part, to, attempt.count()).next();
                            goods.put(
                                    part,
                                    Goods.part(held, part, "G", to, attempt.count(), null)
                                            .next());
                            goods.put(id, less);
                            ids.add(part);
                            yield true;
                        }
                        case STOCKTAKING -> {
                            Goods next =
                                    held.count(attempt.count(), "inventaire").next();
                            said += attempt.count() - held.count();
                            goods.put(id, next);
                            yield true;
                        }
                        case SETTLEMENT -> {
                            if (held.difference() == null) {
                                yield false;
                            }
                            int missed = held.difference().missed();
                            Goods next =
                                    held.settle(attempt.outcome(), "expliqué").next();
                            if (attempt.outcome() == DiscrepancyOutcome.FOUND) {
                                UUID whole =
                                        Objects.requireNonNull(held.attributes().partOf());
                                goods.put(
                                        whole,
                                        ((InStock) at(whole))
                                                .rejoin(id, missed, "expliqué")
                                                .next());
                            } else {
                                said -= missed;
                            }
                            goods.put(id, next);
                            yield true;
                        }
                        case TAKEOVER, RECALL -> false;
                    };
                case OnTheWay onTheWay ->
                    switch (attempt.move()) {
                        case TAKEOVER -> {
                            goods.put(id, onTheWay.takeOver(attempt.count()).next());
                            yield true;
                        }
                        case RECALL -> {
                            UUID whole =
                                    Objects.requireNonNull(onTheWay.attributes().partOf());
                            goods.put(
                                    whole,
                                    ((InStock) at(whole))
                                            .rejoin(id, onTheWay.sent(), "repris")
                                            .next());
                            goods.put(id, onTheWay.recall("repris").next());
                            yield true;
                        }
                        case HANDOVER, STOCKTAKING, SETTLEMENT -> false;
                    };
                case Goods.Recalled _ -> false;
            };
        }
    }

    @Provide
    Arbitrary<List<Attempt>> attempts() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.of(Move.class),
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.of(DiscrepancyOutcome.class))
                .as(Attempt::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(100);
    }
}
