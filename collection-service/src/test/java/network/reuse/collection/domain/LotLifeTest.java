package network.reuse.collection.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import network.reuse.collection.domain.Lot.InCustody;
import network.reuse.collection.domain.Lot.Loaded;
import network.reuse.collection.domain.Lot.Move;
import network.reuse.collection.domain.Lot.Offered;
import network.reuse.collection.domain.Lot.PickupBooked;
import network.reuse.collection.domain.Lot.Received;
import network.reuse.collection.domain.Lot.Supplied;
import network.reuse.collection.domain.Lot.TakenOver;
import network.reuse.collection.domain.Lot.Withdrawn;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.CollectionEvent.DiscrepancySettled;
import network.reuse.contracts.CollectionEvent.LotCollected;
import network.reuse.contracts.CollectionEvent.LotCorrected;
import network.reuse.contracts.CollectionEvent.LotReceived;
import network.reuse.contracts.CollectionEvent.LotTakenOver;
import network.reuse.contracts.CollectionEvent.SupplyCorrected;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DiscrepancyOutcome;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SupplyCondition;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/** Any history of commands on a lot, and what its events say of it. */
class LotLifeTest {
    private static final UUID DONOR = new UUID(1, 1);
    private static final UUID RECIPIENT = new UUID(1, 2);
    private static final UUID CARRIER = new UUID(1, 3);
    private static final UUID WORKSHOP = new UUID(1, 4);
    private static final UUID SITE = new UUID(1, 5);
    private static final Instant MORNING = Instant.parse("2026-11-03T08:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-03T12:00:00Z");

    /** What has been legal in a status at some time, in the states that any history led to. */
    private static final Map<LotStatus, Set<Move>> EVER_LEGAL = new EnumMap<>(LotStatus.class);

    /**
     * Something that somebody asks of a lot.
     *
     * @param any a move, legal or not
     * @param pick which of the legal moves it is instead, unless it is negative
     * @param quantities what is counted
     * @param counted whether it is; otherwise what the lot holds already is counted
     * @param settled of how many disputed devices it is said what became of them
     * @param by whose doing that is; who carries the lot, where that is asked
     */
    record Asked(
            Move any,
            int pick,
            List<Quantity> quantities,
            boolean counted,
            DiscrepancyOutcome outcome,
            int settled,
            UUID by,
            UUID saidBy) {
        Move move(Lot lot) {
            if (pick < 0 || lot.legal().isEmpty()) {
                return any;
            }
            Move legal = lot.legal().get(pick % lot.legal().size());
            boolean endsIt = legal == Move.DECLINATION || legal == Move.WITHDRAWAL;
            return endsIt && pick % 2 == 0 ? lot.legal().getFirst() : legal;
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
                        Arbitraries.integers().between(-40, 11),
                        quantities,
                        Arbitraries.of(true, false),
                        Arbitraries.of(DiscrepancyOutcome.values()),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(DONOR, CARRIER, WORKSHOP),
                        Arbitraries.of(DONOR, CARRIER, WORKSHOP, RECIPIENT))
                .as(Asked::new);
    }

    @Property(tries = 1000)
    void everyLegalMoveIsMadeEveryOtherIsRefusedAndWhatIsCollectedIsWhatTheEventsSay(
            @ForAll @Size(min = 80, max = 100) List<@From("asked") Asked> history) {
        Lot lot = history.getFirst().settled() == 1 ? supplied() : offered();
        Map<DeviceCategory, Integer> collected = new EnumMap<>(DeviceCategory.class);
        if (lot instanceof Supplied) {
            add(collected, lot.quantities(), 1);
        }
        Map<DeviceCategory, Integer> atWorkshop = new EnumMap<>(DeviceCategory.class);
        for (Asked asked : history) {
            Move move = asked.move(lot);
            note(lot);
            tryEvery(lot, asked);
            Decision<Lot, CollectionEvent> decision = madeOf(lot, move, asked);
            if (decision == null) {
                continue;
            }
            boolean isThere = lot instanceof Received;
            boolean signedByTwo =
                    !(lot instanceof InCustody held) || !held.carrier().equals(DONOR);
            lot = decision.next();
            for (CollectionEvent event : decision.events()) {
                count(event, collected, atWorkshop, isThere);
                if (event instanceof DiscrepancySettled settled && signedByTwo) {
                    assertThat(settled.collectedNow())
                            .as("what two have signed for has left")
                            .isGreaterThanOrEqualTo(settled.collectedBefore());
                }
            }
            if (lot instanceof Departed) {
                assertThat(Lot.counts(lot.quantities())).isEqualTo(withoutNone(collected));
            }
            Custody custody = lot.handedOn().orElse(null);
            if (custody != null) {
                holds(custody, atWorkshop);
            }
        }
        tryEvery(lot, history.getLast());
        Statistics.label("made")
                .coverage(made ->
                        pairsEverLegal().forEach(pair -> made.check(pair).count(times -> times > 0)));
    }

    /** Every move, whether it is the next one or not: made where it is legal and what is asked fits, else refused. */
    private static void tryEvery(Lot lot, Asked asked) {
        for (Move move : Move.values()) {
            boolean isLegal = lot.legal().contains(move);
            String pair = lot.status() + " " + move;
            try {
                var _ = decide(lot, move, asked);
                assertThat(isLegal).as(pair).isTrue();
                Statistics.label("made").collect(pair);
            } catch (Refusal refusal) {
                if (isLegal) {
                    assertThat(refusal.code()).as(pair).isNotEqualTo("illegal_now");
                }
            }
        }
    }

    /** Null when it is refused, and where no state decides by itself. */
    private static @Nullable Decision<Lot, CollectionEvent> madeOf(Lot lot, Move move, Asked asked) {
        try {
            return decide(lot, move, asked);
        } catch (Refusal refused) {
            return null;
        }
    }

    private static void note(Lot lot) {
        var _ = EVER_LEGAL
                .computeIfAbsent(lot.status(), _ -> EnumSet.noneOf(Move.class))
                .addAll(lot.legal());
    }

    /** Every status with every move that is legal in it at some time. */
    private static List<String> pairsEverLegal() {
        return EVER_LEGAL.entrySet().stream()
                .flatMap(legal -> legal.getValue().stream().map(move -> legal.getKey() + " " + move))
                .toList();
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
            case SupplyCorrected e -> {
                add(collected, e.before(), -1);
                add(collected, e.now(), 1);
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
        return Lot.offer(attributes(), List.of(new Quantity(DeviceCategory.LAPTOP, 3)))
                .next();
    }

    private static Lot supplied() {
        return Lot.supply(
                        attributes(),
                        List.of(new Quantity(DeviceCategory.LAPTOP, 3)),
                        WORKSHOP,
                        new Purchase(SupplyCondition.USED, null, null, "FA-1", LocalDate.parse("2026-09-01")))
                .next();
    }

    private static LotAttributes attributes() {
        return new LotAttributes(
                new UUID(2, 1),
                "L-1",
                DONOR,
                DonorKind.COMPANY,
                RECIPIENT,
                new Territory("44", "67", "67482"),
                Environment.LIVE,
                null,
                null);
    }

    @Property
    void theCopyOfEachBookingEndsOnceAndNoneIsLeftOnceTheLotHasLeft(
            @ForAll @Size(min = 20, max = 60) List<@From("asked") Asked> history) {
        Lot lot = offered();
        Set<UUID> open = new HashSet<>();
        Set<UUID> ended = new HashSet<>();
        for (Asked asked : history) {
            Move move = asked.move(lot);
            if (!lot.legal().contains(move)) {
                continue;
            }
            Decision<Lot, CollectionEvent> decision = madeOf(lot, move, asked);
            if (decision == null) {
                continue;
            }
            Lot next = decision.next();
            next.pickupSite().map(PickupSite::contact).ifPresent(open::add);
            PickupSite.ended(lot, next).ifPresent(contact -> {
                assertThat(ended.add(contact)).as("%s ends twice", contact).isTrue();
                open.remove(contact);
            });
            lot = next;
            assertThat(open)
                    .as("after %s", move)
                    .isEqualTo(
                            lot.pickupSite().map(site -> Set.of(site.contact())).orElse(Set.of()));
            assertThat(lot.pickupSite().isPresent())
                    .isEqualTo(lot instanceof PickupBooked || lot instanceof HandedOver);
        }
    }

    /** What the state decides; null where no state decides by itself. */
    private static @Nullable Decision<Lot, CollectionEvent> decide(Lot lot, Move move, Asked asked) {
        List<Quantity> counted = asked.counted() ? asked.quantities() : lot.quantities();
        UUID carrier = asked.by().equals(DONOR) ? DONOR : CARRIER;
        Claim claim = new Claim(
                DeviceCategory.LAPTOP, asked.outcome(), asked.settled(), asked.by(), asked.saidBy(), "Recompté");
        return switch (move) {
            case ACCEPTANCE -> lot instanceof Offered one ? one.accept(WORKSHOP, counted) : illegal(lot);
            case ASSIGNMENT ->
                lot instanceof Offered one ? one.assign(WORKSHOP, RECIPIENT, counted, "Complet") : illegal(lot);
            case DECLINATION -> lot instanceof Offered one ? one.decline("Trop loin") : illegal(lot);
            case WITHDRAWAL ->
                switch (lot) {
                    case Offered one -> one.withdraw("Donné");
                    case Accepted one -> one.withdraw("Donné");
                    case PickupBooked one -> one.withdraw("Donné");
                    case HandedOver one -> one.withdraw("Donné");
                    case Loaded _,
                            Collected _,
                            TakenOver _,
                            Delivered _,
                            Received _,
                            Supplied _,
                            Declined _,
                            Withdrawn _ -> illegal(lot);
                };
            case PICKUP ->
                switch (lot) {
                    case Accepted one -> one.schedule(carrier, MORNING, NOON, new PickupSite(SITE, UUID.randomUUID()));
                    case PickupBooked one ->
                        one.schedule(carrier, MORNING, NOON, new PickupSite(SITE, UUID.randomUUID()));
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
                    case Supplied one -> one.correct(counted, "Recompté");
                    default -> illegal(lot);
                };
            case WORKSHOP_CORRECTION ->
                switch (lot) {
                    case Accepted one -> one.redirect(RECIPIENT, "Complet");
                    case PickupBooked one -> one.redirect(RECIPIENT, "Complet");
                    case Collected one -> one.redirect(RECIPIENT, "Complet");
                    case TakenOver one -> one.redirect(elsewhere(one.workshop()), "Complet");
                    case Delivered one -> one.redirect(elsewhere(one.workshop()), "Complet", NOON);
                    case Supplied one -> one.redirect(elsewhere(one.workshop()), "Complet");
                    default -> illegal(lot);
                };
            case REGISTRATION -> lot instanceof Departed ? null : illegal(lot);
        };
    }

    private static UUID elsewhere(UUID workshop) {
        return workshop.equals(WORKSHOP) ? RECIPIENT : WORKSHOP;
    }

    private static Decision<Lot, CollectionEvent> illegal(Lot lot) {
        throw lot.illegal();
    }
}
