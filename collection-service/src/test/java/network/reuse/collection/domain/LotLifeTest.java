package network.reuse.collection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import network.reuse.collection.domain.Lot.Accepted;
import network.reuse.collection.domain.Lot.Collected;
import network.reuse.collection.domain.Lot.Declined;
import network.reuse.collection.domain.Lot.Delivered;
import network.reuse.collection.domain.Lot.HandedOver;
import network.reuse.collection.domain.Lot.Loaded;
import network.reuse.collection.domain.Lot.Move;
import network.reuse.collection.domain.Lot.Offered;
import network.reuse.collection.domain.Lot.PickupBooked;
import network.reuse.collection.domain.Lot.Received;
import network.reuse.collection.domain.Lot.TakenOver;
import network.reuse.collection.domain.Lot.Withdrawn;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.CollectionEvent.DiscrepancySettled;
import network.reuse.contracts.CollectionEvent.LotCollected;
import network.reuse.contracts.CollectionEvent.LotCorrected;
import network.reuse.contracts.CollectionEvent.LotReceived;
import network.reuse.contracts.CollectionEvent.LotTakenOver;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DiscrepancyOutcome;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/** Any history of commands on a lot, and what its events say of it. */
class LotLifeTest {
    private static final UUID DONOR = new UUID(1, 1);
    private static final UUID RECIPIENT = new UUID(1, 2);
    private static final UUID CARRIER = new UUID(1, 3);
    private static final UUID WORKSHOP = new UUID(1, 4);
    private static final Instant MORNING = Instant.parse("2026-11-03T08:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-03T12:00:00Z");
    private static final List<String> EDGES_OF_CUSTODY = List.of(
            "PICKUP_BOOKED>ACCEPTED",
            "PICKUP_BOOKED>HANDED_OVER",
            "HANDED_OVER>TAKEN_OVER",
            "HANDED_OVER>WITHDRAWN",
            "TAKEN_OVER>TAKEN_OVER",
            "TAKEN_OVER>DELIVERED",
            "COLLECTED>DELIVERED",
            "DELIVERED>DELIVERED",
            "DELIVERED>RECEIVED",
            "RECEIVED>RECEIVED");

    /**
     * Something that somebody asks of a lot.
     *
     * @param pick which of the legal moves it is instead, where it is one
     * @param quantities what is counted, where something is
     * @param settled how many disputed devices are settled, and as what
     */
    record Asked(Move any, int pick, List<Quantity> quantities, DiscrepancyOutcome outcome, int settled, UUID by) {
        Move move(Lot lot) {
            return pick < 0 || lot.legal().isEmpty()
                    ? any
                    : lot.legal().get(pick % lot.legal().size());
        }
    }

    @Provide
    Arbitrary<Asked> asked() {
        Arbitrary<List<Quantity>> quantities = Combinators.combine(
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 2))
                .as((laptops, screens) -> List.of(
                        new Quantity(DeviceCategory.LAPTOP, laptops), new Quantity(DeviceCategory.SCREEN, screens)));
        return Combinators.combine(
                        Arbitraries.of(Move.values()),
                        Arbitraries.integers().between(-2, 10),
                        quantities,
                        Arbitraries.of(DiscrepancyOutcome.values()),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(DONOR, CARRIER, WORKSHOP))
                .as(Asked::new);
    }

    @Property(tries = 3000)
    void whatIsNotLegalIsRefusedAndWhatIsCollectedIsWhatTheEventsSay(
            @ForAll @Size(max = 40) List<@From("asked") Asked> history) {
        Lot lot = offered();
        Map<DeviceCategory, Integer> collected = new EnumMap<>(DeviceCategory.class);
        Map<DeviceCategory, Integer> atWorkshop = new EnumMap<>(DeviceCategory.class);
        for (Asked asked : history) {
            Move move = asked.move(lot);
            Decision<Lot, CollectionEvent> decision;
            try {
                decision = decide(lot, move, asked);
            } catch (Refusal refusal) {
                if (refusal.code().equals("illegal_now")) {
                    assertThat(lot.legal()).doesNotContain(move);
                }
                continue;
            }
            if (decision == null) {
                continue;
            }
            assertThat(lot.legal()).as(lot.status().name()).contains(move);
            Statistics.label("edges")
                    .collect(lot.status() + ">" + decision.next().status());
            boolean isThere = lot instanceof Received;
            lot = decision.next();
            decision.events().forEach(event -> count(event, collected, atWorkshop, isThere));
            if (lot instanceof Departed) {
                assertThat(Lot.counts(lot.quantities())).isEqualTo(withoutNone(collected));
            }
            Custody custody = lot.handedOn().orElse(null);
            if (custody != null) {
                holds(custody, atWorkshop);
            }
        }
        Statistics.label("edges")
                .coverage(edges ->
                        EDGES_OF_CUSTODY.forEach(edge -> edges.check(edge).count(times -> times > 0)));
    }

    /** What is true of every custody, whatever was counted and settled. */
    private static void holds(Custody custody, Map<DeviceCategory, Integer> atWorkshop) {
        if (custody.received() != null) {
            assertThat(Lot.counts(custody.atWorkshop())).isEqualTo(withoutNone(atWorkshop));
        }
        for (Tally tally : custody.tallies()) {
            assertThat(tally.collected()).isBetween(tally.agreed() + tally.lostAfter(), tally.most());
            assertThat(tally.room()).isBetween(tally.collected(), tally.most());
            if (tally.disputed() == 0) {
                assertThat(tally.room()).isEqualTo(tally.collected());
            }
        }
    }

    private static Map<DeviceCategory, Integer> withoutNone(Map<DeviceCategory, Integer> counts) {
        Map<DeviceCategory, Integer> some = new EnumMap<>(DeviceCategory.class);
        counts.forEach((category, count) -> {
            if (count != 0) {
                some.put(category, count);
            }
        });
        return some;
    }

    /** The arithmetic of whoever reads the stream. */
    private static void count(
            CollectionEvent event,
            Map<DeviceCategory, Integer> collected,
            Map<DeviceCategory, Integer> atWorkshop,
            boolean isThere) {
        switch (event) {
            case LotCollected e -> add(collected, e.quantities(), 1);
            case LotTakenOver e -> add(collected, e.quantities(), 1);
            case LotReceived e -> add(atWorkshop, e.quantities(), 1);
            case DiscrepancySettled e -> {
                var _ = collected.merge(e.category(), e.collectedNow() - e.collectedBefore(), Integer::sum);
                var _ = atWorkshop.merge(e.category(), e.receivedNow() - e.receivedBefore(), Integer::sum);
            }
            case LotCorrected e -> {
                add(collected, e.before(), -1);
                add(collected, e.now(), 1);
                if (isThere) {
                    add(atWorkshop, e.before(), -1);
                    add(atWorkshop, e.now(), 1);
                }
            }
            default -> {}
        }
    }

    private static void add(Map<DeviceCategory, Integer> counts, List<Quantity> quantities, int sign) {
        quantities.forEach(quantity -> counts.merge(quantity.category(), sign * quantity.count(), Integer::sum));
    }

    private static Lot offered() {
        LotAttributes attributes = new LotAttributes(
                new UUID(2, 1),
                "L-1",
                DONOR,
                DonorKind.COMPANY,
                RECIPIENT,
                new Territory("44", "67", "67482"),
                Environment.LIVE,
                null);
        return Lot.offer(attributes, List.of(new Quantity(DeviceCategory.LAPTOP, 3)))
                .next();
    }

    /** What the state decides; null where no state decides by itself. */
    private static @Nullable Decision<Lot, CollectionEvent> decide(Lot lot, Move move, Asked asked) {
        List<Quantity> counted = asked.quantities();
        Claim claim =
                new Claim(DeviceCategory.LAPTOP, asked.outcome(), asked.settled(), asked.by(), RECIPIENT, "Recompté");
        return switch (move) {
            case ACCEPTANCE -> lot instanceof Offered one ? one.accept(WORKSHOP, counted) : illegal(lot);
            case DECLINATION -> lot instanceof Offered one ? one.decline("Trop loin") : illegal(lot);
            case WITHDRAWAL ->
                switch (lot) {
                    case Offered one -> one.withdraw("Donné");
                    case Accepted one -> one.withdraw("Donné");
                    case PickupBooked one -> one.withdraw("Donné");
                    case HandedOver one -> one.withdraw("Donné");
                    case Loaded _, Collected _, TakenOver _, Delivered _, Received _, Declined _, Withdrawn _ ->
                        illegal(lot);
                };
            case PICKUP ->
                switch (lot) {
                    case Accepted one -> one.schedule(CARRIER, MORNING, NOON);
                    case PickupBooked one -> one.schedule(CARRIER, MORNING, NOON);
                    default -> illegal(lot);
                };
            case PICKUP_MOVE ->
                lot instanceof PickupBooked one
                        ? one.move(MORNING, NOON.plusSeconds(asked.settled()), "Quai fermé")
                        : illegal(lot);
            case PICKUP_CANCELLATION -> lot instanceof PickupBooked one ? one.cancel("Panne") : illegal(lot);
            case LOADING ->
                switch (lot) {
                    case PickupBooked one -> one.load(counted);
                    case Loaded one -> one.load(counted);
                    default -> illegal(lot);
                };
            case COLLECTION -> lot instanceof Loaded one ? one.confirm(one.quantities()) : illegal(lot);
            case HANDOVER -> lot instanceof PickupBooked one ? one.handOver(counted, MORNING) : illegal(lot);
            case TAKEOVER -> lot instanceof HandedOver one ? one.takeOver(counted, MORNING) : illegal(lot);
            case DELIVERY ->
                switch (lot) {
                    case Collected one -> one.deliver(counted, NOON);
                    case TakenOver one -> one.deliver(counted, NOON);
                    default -> illegal(lot);
                };
            case RECEPTION -> lot instanceof Delivered one ? one.receive(counted, NOON) : illegal(lot);
            case SETTLEMENT ->
                switch (lot) {
                    case TakenOver one -> one.settle(claim, NOON);
                    case Delivered one -> one.settle(claim, NOON);
                    case Received one -> one.settle(claim, NOON);
                    default -> illegal(lot);
                };
            case CORRECTION ->
                switch (lot) {
                    case Collected one -> one.correct(counted, "Recompté");
                    case TakenOver one -> one.correct(counted, "Recompté");
                    case Received one -> one.correct(counted, "Recompté");
                    default -> illegal(lot);
                };
            case WORKSHOP_CORRECTION ->
                switch (lot) {
                    case Accepted one -> one.redirect(RECIPIENT, "Complet");
                    case PickupBooked one -> one.redirect(RECIPIENT, "Complet");
                    case Collected one -> one.redirect(RECIPIENT, "Complet");
                    case TakenOver one -> one.redirect(RECIPIENT, "Complet");
                    default -> illegal(lot);
                };
            case REGISTRATION -> null;
        };
    }

    private static Decision<Lot, CollectionEvent> illegal(Lot lot) {
        throw lot.illegal();
    }
}
