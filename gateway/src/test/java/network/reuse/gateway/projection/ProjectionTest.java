package network.reuse.gateway.projection;

import static network.reuse.contracts.DeviceCategory.DESKTOP;
import static network.reuse.contracts.DeviceCategory.LAPTOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DeviceStage;
import network.reuse.contracts.DiscrepancyOutcome;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Grade;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.Published;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.StreamId;
import network.reuse.contracts.SupplyCondition;
import network.reuse.contracts.Territory;
import network.reuse.gateway.Streams;
import org.jspecify.annotations.Nullable;

class ProjectionTest {
    private static final Territory STRASBOURG = new Territory("44", "67", "67482");
    private static final Territory COLMAR = new Territory("44", "68", "68066");
    private static final Territory NANTES = new Territory("52", "44", "44109");
    private static final Territory CHAUMONT = new Territory("44", "52", "52121");
    private static final List<Territory> GRAND_EST = List.of(STRASBOURG, COLMAR, CHAUMONT);
    private static final List<Territory> EVERYWHERE = List.of(STRASBOURG, COLMAR, CHAUMONT, NANTES);
    private static final UUID SOMEBODY = new UUID(1, 1);
    private static final Instant DEADLINE = Instant.parse("2025-12-31T23:00:00Z");

    @Example
    void aDeviceStandsInOneStageAndHasEverBeenInAllItPassed() {
        Counters counters = new Counters();

        counters.take(theWayToReady(UUID.randomUUID(), STRASBOURG, Environment.LIVE));

        assertThat(counters.of("67", Stage.READY, LAPTOP)).isEqualTo(new Count(1, 1));
        assertThat(counters.of("67", Stage.REGISTERED, LAPTOP)).isEqualTo(new Count(0, 1));
        assertThat(counters.of("67", Stage.RECEIVED, LAPTOP)).isEqualTo(new Count(0, 1));
        assertThat(counters.of("67", Stage.TRIAGED, LAPTOP)).isEqualTo(new Count(0, 1));
    }

    @Example
    void theSandboxIsNeverCounted() {
        Counters counters = new Counters();

        counters.take(theWayToReady(UUID.randomUUID(), STRASBOURG, Environment.TEST));
        counters.take(lot(STRASBOURG, Environment.TEST));

        assertThat(counters.cells).isEmpty();
    }

    @Example
    void aLotsQuantitiesAddUpAndAreTakenBack() {
        Counters counters = new Counters();

        counters.take(lot(STRASBOURG, Environment.LIVE));

        assertThat(counters.of("67", Stage.OFFERED, LAPTOP)).isEqualTo(new Count(10, 10));
        assertThat(counters.of("67", Stage.AGREED, LAPTOP)).isEqualTo(new Count(8, 8));
        assertThat(counters.of("67", Stage.COLLECTED, LAPTOP)).isEqualTo(new Count(7, 7));
        assertThat(counters.of("67", Stage.COLLECTED, DESKTOP)).isEqualTo(new Count(1, 1));
    }

    @Example
    void ofALotThatTwoCountCountsWhatBothCountedAndThenWhatIsSettled() {
        Counters counters = new Counters();
        List<Published<CollectionEvent>> events = lotInTwoCounts(STRASBOURG);

        counters.take(events.subList(0, 4));
        assertThat(counters.of("67", Stage.COLLECTED, LAPTOP)).isEqualTo(new Count(9, 9));
        counters.take(events.subList(4, 7));
        assertThat(counters.of("67", Stage.COLLECTED, LAPTOP)).isEqualTo(new Count(11, 11));
        assertThat(counters.of("67", Stage.RECEIVED, LAPTOP)).isEqualTo(Count.ZERO);
    }

    @Example
    void aWithdrawnLotIsNoLongerAgreed() {
        Counters counters = new Counters();
        UUID id = UUID.randomUUID();
        var stream = Streams.lot(id, STRASBOURG, Environment.LIVE, SOMEBODY);

        counters.take(stream.says(0, new CollectionEvent.LotAccepted(id, SOMEBODY, laptops(8))));
        counters.take(stream.says(0, new CollectionEvent.LotWithdrawn(id, "changed plans", laptops(8))));

        assertThat(counters.of("67", Stage.AGREED, LAPTOP)).isEqualTo(Count.ZERO);
    }

    @Example
    void anOfferThatIsDeclinedOrWithdrawnWasNone() {
        UUID lot = UUID.randomUUID();
        for (CollectionEvent end : List.of(
                new CollectionEvent.LotDeclined(lot, "no room"),
                new CollectionEvent.LotWithdrawn(lot, "changed plans", List.of()),
                new CollectionEvent.LotWithdrawn(lot, "changed plans", laptops(8)))) {
            Counters counters = new Counters();
            var stream = Streams.lot(lot, STRASBOURG, Environment.LIVE, SOMEBODY);

            counters.take(
                    stream.says(0, new CollectionEvent.LotOffered(lot, "L-1", SOMEBODY, SOMEBODY, laptops(10), null)));
            if (end instanceof CollectionEvent.LotWithdrawn withdrawn
                    && !withdrawn.agreed().isEmpty()) {
                counters.take(stream.says(0, new CollectionEvent.LotAccepted(lot, SOMEBODY, laptops(8))));
            }
            counters.take(stream.says(0, end));

            assertThat(counters.of("67", Stage.OFFERED, LAPTOP)).isEqualTo(Count.ZERO);
            assertThat(counters.of("67", Stage.AGREED, LAPTOP)).isEqualTo(Count.ZERO);
        }
    }

    @Example
    void aLossThatIsCorrectedNeverWas() {
        Counters counters = new Counters();
        UUID id = UUID.randomUUID();
        var bench = Streams.bench(id, STRASBOURG, Environment.LIVE, SOMEBODY);

        counters.take(bench.says(2, new RefurbEvent.DeviceReceived(id, "D-1", SOMEBODY, LAPTOP)));
        counters.take(bench.says(2, new RefurbEvent.DeviceLost(id, true, "stolen", null)));
        assertThat(counters.of("67", Stage.LOST, LAPTOP)).isEqualTo(new Count(1, 1));

        counters.take(bench.says(2, new RefurbEvent.LossCorrected(id, DeviceStage.RECEIVED, "was in the van")));
        assertThat(counters.of("67", Stage.LOST, LAPTOP)).isEqualTo(Count.ZERO);
        assertThat(counters.of("67", Stage.RECEIVED, LAPTOP)).isEqualTo(new Count(1, 1));
    }

    @Example
    void aDeviceThatWasBoughtNewCountsNowhereWhicheverEventArrivesFirst() {
        UUID id = UUID.randomUUID();
        UUID pack = UUID.randomUUID();
        var way = Streams.device(id, STRASBOURG, Environment.LIVE, SOMEBODY);
        var stock = Streams.stock(id, STRASBOURG, Environment.LIVE, SOMEBODY);
        Published<?> registered = way.says(
                1,
                new CollectionEvent.DeviceRegistered(
                        id, "D-1", id, LAPTOP, "Maker", "Model", "SN", SOMEBODY, SOMEBODY, null, SupplyCondition.NEW));
        Published<?> stocked = stock.says(3, new AllocationEvent.DeviceStocked(id, "D-1", SOMEBODY, LAPTOP, Grade.A));
        Published<?> delivered = stock.says(3, new AllocationEvent.DeviceDelivered(id, pack, pack));
        for (List<Published<?>> order :
                List.of(List.of(registered, stocked, delivered), List.of(stocked, delivered, registered))) {
            Counters counters = new Counters();
            order.forEach(counters::take);
            for (Stage stage : List.of(Stage.REGISTERED, Stage.STOCKED, Stage.DELIVERED)) {
                assertThat(counters.of("67", stage, LAPTOP)).as(stage.name()).isEqualTo(Count.ZERO);
            }
        }
    }

    @Example
    void whatWasReportedLostAndTurnsUpAtTheWorkshopNeverWasLost() {
        Counters counters = new Counters();
        UUID id = UUID.randomUUID();
        var way = Streams.device(id, STRASBOURG, Environment.LIVE, SOMEBODY);
        var bench = Streams.bench(id, STRASBOURG, Environment.LIVE, SOMEBODY);

        counters.take(way.says(
                1,
                new CollectionEvent.DeviceRegistered(
                        id, "D-1", id, LAPTOP, "Maker", "Model", "SN", SOMEBODY, SOMEBODY, null)));
        counters.take(way.says(1, new CollectionEvent.DeviceLost(id, true, "not on the truck")));
        assertThat(counters.of("67", Stage.LOST, LAPTOP)).isEqualTo(new Count(1, 1));

        counters.take(bench.says(2, new RefurbEvent.DeviceReceived(id, "D-1", SOMEBODY, LAPTOP)));
        assertThat(counters.of("67", Stage.LOST, LAPTOP)).isEqualTo(Count.ZERO);
    }

    @Example
    void aDeliveryCountsWhereItTookPlaceUntilItTurnsOutNotToHaveBeen() {
        Counters counters = new Counters();
        UUID id = UUID.randomUUID();
        UUID pack = UUID.randomUUID();
        Territory meuse = new Territory("44", "55", null);
        var bench = Streams.bench(id, STRASBOURG, Environment.LIVE, SOMEBODY);
        var stock = Streams.stock(id, STRASBOURG, Environment.LIVE, SOMEBODY);
        var handOver = stock.in(meuse);

        counters.take(bench.says(
                2, new RefurbEvent.DeviceDispatched(id, SOMEBODY, LAPTOP, Grade.B, "D-1", null, null, null)));
        assertThat(counters.of("67", Stage.DISPATCHED, LAPTOP)).isEqualTo(new Count(1, 1));
        counters.take(stock.says(3, new AllocationEvent.DeviceStocked(id, "D-1", SOMEBODY, LAPTOP, Grade.B)));
        counters.take(stock.says(3, new AllocationEvent.DeviceReserved(id, pack, pack)));
        assertThat(counters.of("67", Stage.RESERVED, LAPTOP)).isEqualTo(new Count(1, 1));

        counters.take(handOver.says(3, new AllocationEvent.DeviceDelivered(id, pack, pack)));
        assertThat(counters.of("55", Stage.DELIVERED, LAPTOP)).isEqualTo(new Count(1, 1));
        assertThat(counters.of("67", Stage.RESERVED, LAPTOP)).isEqualTo(Count.ZERO);

        counters.take(
                stock.says(3, new AllocationEvent.DeliveryCorrected(id, pack, DeviceStage.DELIVERED, "another pack")));
        assertThat(counters.of("55", Stage.DELIVERED, LAPTOP)).isEqualTo(Count.ZERO);
        assertThat(counters.of("67", Stage.DELIVERED, LAPTOP)).isEqualTo(Count.ZERO);
        assertThat(counters.of("67", Stage.STOCKED, LAPTOP)).isEqualTo(new Count(1, 1));
        assertThat(counters.of("67", Stage.DISPATCHED, LAPTOP)).isEqualTo(new Count(0, 1));
    }

    @Example
    void peopleCountWhereTheyCameUntilItTurnsOutThatTheyDidNot() {
        Counters counters = new Counters();
        UUID id = UUID.randomUUID();
        var booking = Streams.booking(id, STRASBOURG, Environment.LIVE, SOMEBODY);

        counters.take(booking.says(0, new MediationEvent.SeatBooked(id, id, null)));
        assertThat(counters.cells).isEmpty();
        counters.take(booking.says(0, new MediationEvent.AttendanceRecorded(id, id, null, true)));
        assertThat(counters.people("67")).isEqualTo(new Count(1, 1));

        counters.take(booking.says(0, new MediationEvent.AttendanceCorrected(id, id, true, false, "somebody else")));
        assertThat(counters.people("67")).isEqualTo(Count.ZERO);
        counters.take(booking.says(0, new MediationEvent.AttendanceCorrected(id, id, false, true, "it was them")));
        assertThat(counters.people("67")).isEqualTo(new Count(1, 1));
    }

    @Example
    void whoDidNotComeAndWhoCameToTheSandboxAreNotCounted() {
        Counters counters = new Counters();

        counters.take(attendance(STRASBOURG, Environment.LIVE, false));
        counters.take(attendance(STRASBOURG, Environment.TEST, true));

        assertThat(counters.cells).isEmpty();
    }

    @Example
    void noDeviceIsEverAPersonAccompanied() {
        assertThatThrownBy(() -> new CounterCell.Devices("44", "67", Stage.ACCOMPANIED, LAPTOP))
                .isInstanceOf(IllegalArgumentException.class);
        for (Stage stage : Stage.values()) {
            for (CounterCell cell : CounterCell.together("44", "67", stage)) {
                assertThat(cell.stage()).isEqualTo(stage);
                assertThat(CounterCell.of("44", "67", stage.name(), cell.kind()))
                        .isEqualTo(cell);
            }
        }
    }

    @Example
    void aReturnThatIsTakenBackLeavesEveryFigureAsItWas() {
        Counters counters = new Counters();
        UUID id = UUID.randomUUID();
        var stock = sold(id, DEADLINE.minusSeconds(60));
        counters.take(stock.events());
        Map<CounterCell, Count> cells = new HashMap<>(counters.cells);
        Map<HandOver.Moment, Integer> handOvers = new HashMap<>(counters.handOvers);

        counters.take(stock.says(3, new AllocationEvent.DeviceReturned(id, id, SOMEBODY, "too slow"), DEADLINE));
        assertThat(counters.of("67", Stage.RETURNED, LAPTOP)).isEqualTo(new Count(1, 1));
        assertThat(counters.cells).isNotEqualTo(cells);
        counters.take(stock.says(
                3,
                new AllocationEvent.ReturnCorrected(id, id, DeviceStage.SOLD, "another machine"),
                DEADLINE.plusSeconds(60)));

        assertThat(counters.cells).isEqualTo(cells);
        assertThat(counters.handOvers).isEqualTo(handOvers);
        assertThat(counters.recomputed()).isEqualTo(cells);
    }

    @Example
    void aReturnThatIsTakenBackLeavesAnEarlierOneWhereItWas() {
        Counters counters = new Counters();
        UUID id = UUID.randomUUID();
        var stock = sold(id, DEADLINE.minus(Duration.ofDays(9)));
        var _ = stock.says(3, new AllocationEvent.DeviceReturned(id, id, SOMEBODY, "too slow"));
        var _ = stock.says(5, new AllocationEvent.DeviceStocked(id, "D-1", SOMEBODY, LAPTOP, Grade.B));
        var _ = stock.says(5, new AllocationEvent.DeviceSold(id, id, id, 2_000));
        counters.take(stock.events());
        Map<CounterCell, Count> cells = new HashMap<>(counters.cells);
        assertThat(counters.of("67", Stage.RETURNED, LAPTOP)).isEqualTo(new Count(0, 1));

        counters.take(stock.says(5, new AllocationEvent.DeviceReturned(id, id, SOMEBODY, "too slow")));
        counters.take(stock.says(5, new AllocationEvent.ReturnCorrected(id, id, DeviceStage.SOLD, "another machine")));

        assertThat(counters.cells).isEqualTo(cells);
    }

    @Example
    void aReceptionThatWasFasterThanTheCorrectionOfItsReturnCountsInEitherOrder() {
        UUID id = UUID.randomUUID();
        var stock = sold(id, DEADLINE.minusSeconds(60));
        var bench = Streams.bench(id, STRASBOURG, Environment.LIVE, SOMEBODY);
        var _ = stock.says(3, new AllocationEvent.DeviceReturned(id, id, SOMEBODY, "too slow"), DEADLINE);
        var _ = stock.says(3, new AllocationEvent.ReturnCorrected(id, id, DeviceStage.SOLD, "another one"), DEADLINE);
        var _ = stock.says(3, new AllocationEvent.DeviceReturned(id, id, SOMEBODY, "received"), DEADLINE);
        var _ = bench.says(4, new RefurbEvent.DeviceReceived(id, "D-1", SOMEBODY, LAPTOP));
        Counters before = new Counters();
        before.take(bench.events());
        before.take(stock.events());
        Counters after = new Counters();
        after.take(stock.events());
        after.take(bench.events());

        assertThat(before.cells).isEqualTo(after.cells);
        assertThat(after.of("67", Stage.RECEIVED, LAPTOP)).isEqualTo(new Count(1, 1));
        assertThat(after.of("67", Stage.SOLD, LAPTOP)).isEqualTo(new Count(0, 1));
        assertThat(after.handedOverBefore(Instant.MAX, "44")).isZero();
    }

    @Example
    void theResultAtTheDeadlineIsByWhenItHappenedAndNotByWhenItWasHeard() {
        Counters counters = new Counters();
        UUID early = UUID.randomUUID();
        UUID late = UUID.randomUUID();
        UUID back = UUID.randomUUID();
        UUID wrong = UUID.randomUUID();

        counters.take(sold(late, DEADLINE).events());
        counters.take(sold(early, DEADLINE.minusMillis(1)).events());
        var returned = sold(back, DEADLINE.minusSeconds(3_600));
        var _ = returned.says(
                3, new AllocationEvent.DeviceReturned(back, back, SOMEBODY, "too slow"), DEADLINE.plusSeconds(3_600));
        counters.take(returned.events());
        var corrected = sold(wrong, DEADLINE.minusSeconds(60));
        var _ = corrected.says(
                3,
                new AllocationEvent.DeliveryCorrected(wrong, wrong, DeviceStage.SOLD, "another machine"),
                DEADLINE.plusSeconds(60));
        counters.take(corrected.events());

        assertThat(counters.handedOverBefore(DEADLINE, "44")).isEqualTo(2);
        assertThat(counters.handedOverBefore(DEADLINE.plusSeconds(1), "44")).isEqualTo(3);
        assertThat(counters.handedOverBefore(Instant.MAX, "44")).isEqualTo(2);
        assertThat(counters.of("67", Stage.SOLD, LAPTOP)).isEqualTo(new Count(2, 3));
    }

    @Example
    void aProgrammeInNantesLeavesGrandEstWhereItWas() {
        Counters counters = new Counters();
        UUID id = UUID.randomUUID();
        counters.take(theWayToReady(id, NANTES, Environment.LIVE));
        counters.take(lot(NANTES, Environment.LIVE));
        counters.take(attendance(NANTES, Environment.LIVE, true));
        var stock = Streams.stock(id, NANTES, Environment.LIVE, SOMEBODY);
        counters.take(stock.says(3, new AllocationEvent.DeviceStocked(id, "D-1", SOMEBODY, LAPTOP, Grade.B)));
        counters.take(stock.says(3, new AllocationEvent.DeviceDelivered(id, id, id)));

        assertThat(counters.cells.keySet())
                .isNotEmpty()
                .allSatisfy(cell ->
                        assertThat(List.of(cell.region(), cell.department())).containsExactly("52", "44"));
        assertThat(counters.handedOverBefore(Instant.MAX, "52")).isEqualTo(1);
        assertThat(counters.handedOverBefore(Instant.MAX, "44")).isZero();
    }

    @Property(tries = 100)
    void whatHappensElsewhereNeverMovesARegion(@ForAll("histories") long seed, @ForAll Random shuffle) {
        Random random = new Random(seed);
        List<List<Published<?>>> ours = history(random, GRAND_EST);
        List<List<Published<?>>> all = new ArrayList<>(ours);
        all.addAll(history(random, List.of(NANTES)));
        Counters alone = new Counters();
        ours.forEach(alone::take);

        Counters together = new Counters();
        together.take(interleaved(all, shuffle));

        assertThat(together.region("44")).isEqualTo(alone.cells);
        assertThat(together.handOversOf("44")).isEqualTo(alone.handOvers);
        assertThat(alone.region("52")).isEmpty();
    }

    @Property(tries = 100)
    void whatStoodHandedOverAtAnyTimeIsTheSameInAnyOrder(@ForAll("histories") long seed, @ForAll Random shuffle) {
        List<List<Published<?>>> streams = history(new Random(seed), EVERYWHERE);
        Counters mixed = new Counters();
        mixed.take(interleaved(streams, shuffle));

        for (int hours = -24 * 60; hours < 24 * 60; hours += 7) {
            Instant then = DEADLINE.plus(Duration.ofHours(hours));
            assertThat(mixed.handedOverBefore(then, "44")).as("before %s", then).isEqualTo(standing(streams, then));
        }
        Map<CounterCell, Long> atTheEnd = new HashMap<>();
        mixed.handOvers.forEach((moment, delta) -> atTheEnd.merge(moment.cell(), (long) delta, Long::sum));
        atTheEnd.values().removeIf(count -> count == 0);
        Map<CounterCell, Long> now = new HashMap<>();
        mixed.cells.forEach((cell, count) -> {
            if ((cell.stage() == Stage.DELIVERED || cell.stage() == Stage.SOLD) && count.now() != 0) {
                now.put(cell, count.now());
            }
        });
        assertThat(atTheEnd).isEqualTo(now);
    }

    @Example
    void allCellsOfOneEventShareItsNumber() {
        UUID id = UUID.randomUUID();
        Projection projection = new Projection(Map.of(), Map.of());

        theWayToReady(id, STRASBOURG, Environment.LIVE).forEach(projection::take);

        Map<Integer, Set<UUID>> byNumber = new HashMap<>();
        projection
                .changes()
                .forEach(change -> byNumber.computeIfAbsent(change.number(), _ -> new HashSet<>())
                        .add(change.eventId()));
        assertThat(byNumber.values()).allSatisfy(events -> assertThat(events).hasSize(1));
        assertThat(byNumber).hasSize(projection.numbered());
    }

    @Property(tries = 300)
    void anyInterleavingOfThePublishersGivesTheSameCounters(@ForAll("histories") long seed, @ForAll Random shuffle) {
        List<List<Published<?>>> streams = history(new Random(seed), EVERYWHERE);
        Counters inOrder = new Counters();
        streams.forEach(inOrder::take);

        Counters mixed = new Counters();
        mixed.take(interleaved(streams, shuffle));

        assertThat(mixed.cells).isEqualTo(inOrder.cells);
        assertThat(mixed.handOvers).isEqualTo(inOrder.handOvers);
        assertThat(mixed.cells).isEqualTo(mixed.recomputed());
        assertThat(mixed.cells.values()).allSatisfy(count -> {
            assertThat(count.now()).isNotNegative();
            assertThat(count.ever()).isGreaterThanOrEqualTo(count.now());
        });
    }

    @Property(tries = 100)
    void whatArrivesTwiceCountsOnce(@ForAll("histories") long seed, @ForAll Random shuffle) {
        List<List<Published<?>>> streams = history(new Random(seed), EVERYWHERE);
        Counters once = new Counters();
        streams.forEach(once::take);

        List<Published<?>> doubled = new ArrayList<>();
        for (Published<?> event : interleaved(streams, shuffle)) {
            doubled.add(event);
            if (shuffle.nextInt(3) == 0) {
                doubled.add(doubled.get(shuffle.nextInt(doubled.size())));
            }
        }
        Counters twice = new Counters();
        twice.take(doubled);

        assertThat(twice.cells).isEqualTo(once.cells);
        assertThat(twice.handOvers).isEqualTo(once.handOvers);
    }

    @Provide
    Arbitrary<Long> histories() {
        return Arbitraries.longs();
    }

    /** The counters that a projection's changes add up to; lets each event pass once, as the guard does. */
    private static final class Counters {
        private Map<UUID, DeviceLife> devices = new HashMap<>();
        private Map<UUID, List<Quantity>> offers = new HashMap<>();
        private final Map<CounterCell, Count> cells = new HashMap<>();
        private final Map<CounterCell, Count> lotsAndPeople = new HashMap<>();
        private final Map<HandOver.Moment, Integer> handOvers = new HashMap<>();
        private final Map<StreamId, Long> checkpoints = new HashMap<>();

        void take(List<? extends Published<?>> events) {
            events.forEach(this::take);
        }

        void take(Published<?> event) {
            long checkpoint = checkpoints.getOrDefault(event.envelope().stream(), 0L);
            if (event.envelope().sequence() <= checkpoint) {
                return;
            }
            checkpoints.put(event.envelope().stream(), event.envelope().sequence());
            Projection projection = new Projection(devices, offers);
            projection.take(event);
            devices = projection.devices();
            offers = projection.offers();
            for (CounterChange change : projection.changes()) {
                add(cells, change.cell(), change.delta());
                if (!Projection.isOfDevice(event)) {
                    add(lotsAndPeople, change.cell(), change.delta());
                }
            }
            for (HandOverChange change : projection.handOvers()) {
                handOvers.merge(change.moment(), change.delta(), Integer::sum);
            }
            handOvers.values().removeIf(delta -> delta == 0);
        }

        Count people(String department) {
            return cells.getOrDefault(new CounterCell.People("44", department), Count.ZERO);
        }

        Map<CounterCell, Count> region(String region) {
            Map<CounterCell, Count> own = new HashMap<>(cells);
            own.keySet().removeIf(cell -> !cell.region().equals(region));
            return own;
        }

        Map<HandOver.Moment, Integer> handOversOf(String region) {
            Map<HandOver.Moment, Integer> own = new HashMap<>(handOvers);
            own.keySet().removeIf(moment -> !moment.cell().region().equals(region));
            return own;
        }

        long handedOverBefore(Instant then, String region) {
            return handOversOf(region).entrySet().stream()
                    .filter(one -> one.getKey().at().isBefore(then))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        Count of(String department, Stage stage, DeviceCategory category) {
            return cells.getOrDefault(new CounterCell.Devices("44", department, stage, category), Count.ZERO);
        }

        /** The same from scratch: what was said of lots and people, and what each device adds as it stands. */
        Map<CounterCell, Count> recomputed() {
            Map<CounterCell, Count> all = new HashMap<>(lotsAndPeople);
            devices.values().forEach(device -> device.counted().forEach((cell, count) -> add(all, cell, count)));
            return all;
        }

        private static void add(Map<CounterCell, Count> to, CounterCell cell, Count count) {
            Count sum = to.getOrDefault(cell, Count.ZERO).plus(count);
            if (sum.isZero()) {
                to.remove(cell);
            } else {
                to.put(cell, sum);
            }
        }
    }

    /** Keeps each stream's own order, and mixes the streams. */
    private static List<Published<?>> interleaved(List<List<Published<?>>> streams, Random random) {
        List<List<Published<?>>> left = new ArrayList<>();
        streams.forEach(stream -> left.add(new ArrayList<>(stream)));
        List<Published<?>> mixed = new ArrayList<>();
        left.removeIf(List::isEmpty);
        while (!left.isEmpty()) {
            List<Published<?>> one = left.get(random.nextInt(left.size()));
            mixed.add(one.removeFirst());
            left.removeIf(List::isEmpty);
        }
        return mixed;
    }

    /** Devices in Grand Est that stood handed over at a time, told from each device's own events in their order. */
    private static long standing(List<List<Published<?>>> streams, Instant then) {
        long standing = 0;
        for (List<Published<?>> stream : streams) {
            List<Published<?>> before = new ArrayList<>();
            for (Published<?> event : stream) {
                if (event.envelope().env() == Environment.LIVE && event.fact() instanceof AllocationEvent fact) {
                    if (fact instanceof AllocationEvent.DeliveryCorrected
                            || fact instanceof AllocationEvent.ReturnCorrected) {
                        before.removeLast();
                    } else {
                        before.add(event);
                    }
                }
            }
            before.removeIf(event -> !event.envelope().occurredAt().isBefore(then));
            if (!before.isEmpty()
                    && before.getLast().envelope().territory().region().equals("44")
                    && (before.getLast().fact() instanceof AllocationEvent.DeviceDelivered
                            || before.getLast().fact() instanceof AllocationEvent.DeviceSold)) {
                standing++;
            }
        }
        return standing;
    }

    /**
     * Devices that go to and fro between the publishers, are lost, found, scrapped, handed over, given back and taken
     * back; some lots, and people who came to workshops.
     */
    private static List<List<Published<?>>> history(Random random, List<Territory> territories) {
        List<List<Published<?>>> streams = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            UUID id = new UUID(7, random.nextLong());
            Territory territory = any(territories, random);
            Environment env = random.nextInt(5) == 0 ? Environment.TEST : Environment.LIVE;
            var at = Streams.device(id, territory, env, SOMEBODY);
            var bench = Streams.bench(id, territory, env, SOMEBODY);
            var stock = Streams.stock(id, territory, env, SOMEBODY);
            var _ = at.says(
                    1,
                    new CollectionEvent.DeviceRegistered(
                            id, "D-" + i, id, LAPTOP, "Maker", "Model", "SN", SOMEBODY, SOMEBODY, null));
            int epoch = 1;
            Instant now = DEADLINE.minus(Duration.ofDays(20));
            for (int step = random.nextInt(16); step > 0; step--) {
                now = now.plus(Duration.ofMinutes(random.nextInt(1, 60 * 24 * 6)));
                epoch = isInStock(bench, stock)
                        ? sell(random, id, epoch, bench, stock.in(any(territories, random)), now)
                        : walk(random, id, epoch, at, bench, stock, now);
            }
            streams.add(List.copyOf(at.events()));
            streams.add(List.copyOf(bench.events()));
            streams.add(List.copyOf(stock.events()));
        }
        for (int i = 0; i < 3; i++) {
            streams.add(List.copyOf(lot(any(territories, random), Environment.LIVE)));
            streams.add(List.copyOf(lotInTwoCounts(any(territories, random))));
            var env = random.nextInt(5) == 0 ? Environment.TEST : Environment.LIVE;
            streams.add(List.copyOf(attendance(any(territories, random), env, random.nextBoolean())));
        }
        return streams;
    }

    private static Territory any(List<Territory> territories, Random random) {
        return territories.get(random.nextInt(territories.size()));
    }

    private static boolean isInStock(Streams.Stream<RefurbEvent> bench, Streams.Stream<AllocationEvent> stock) {
        return !bench.events().isEmpty()
                && !stock.events().isEmpty()
                && bench.events().getLast().fact() instanceof RefurbEvent.DeviceDispatched;
    }

    /** What may happen next to a device in stock, handed over or sold; given back, it is at the bench again. */
    private static int sell(
            Random random,
            UUID id,
            int epoch,
            Streams.Stream<RefurbEvent> bench,
            Streams.Stream<AllocationEvent> stock,
            Instant now) {
        AllocationEvent last = stock.events().getLast().fact();
        DeviceStage out = handedOver(last);
        if (out == null) {
            var _ = stock.says(
                    epoch,
                    random.nextBoolean()
                            ? new AllocationEvent.DeviceDelivered(id, id, id)
                            : new AllocationEvent.DeviceSold(id, id, id, 2_000),
                    now);
            return epoch;
        }
        if (random.nextInt(3) == 0) {
            var _ = stock.says(epoch, new AllocationEvent.DeliveryCorrected(id, id, out, "another machine"), now);
            return epoch;
        }
        Territory place = stock.events().getLast().envelope().territory();
        var _ = stock.says(epoch, new AllocationEvent.DeviceReturned(id, id, SOMEBODY, "too slow"), now);
        if (random.nextInt(3) == 0) {
            var _ = stock.in(place)
                    .says(epoch, new AllocationEvent.ReturnCorrected(id, id, out, "another machine"), now);
            return epoch;
        }
        var _ = bench.says(epoch + 1, new RefurbEvent.DeviceReceived(id, "D-1", SOMEBODY, LAPTOP));
        return epoch + 1;
    }

    /** As what it is out, after this; null when it is in stock. */
    private static @Nullable DeviceStage handedOver(AllocationEvent last) {
        return switch (last) {
            case AllocationEvent.DeviceDelivered _ -> DeviceStage.DELIVERED;
            case AllocationEvent.DeviceSold _ -> DeviceStage.SOLD;
            case AllocationEvent.ReturnCorrected corrected -> corrected.stage();
            default -> null;
        };
    }

    /** A device that was signed for and sold then. */
    private static Streams.Stream<AllocationEvent> sold(UUID id, Instant then) {
        var stock = Streams.stock(id, STRASBOURG, Environment.LIVE, SOMEBODY);
        var _ = stock.says(
                3,
                new AllocationEvent.DeviceStocked(id, "D-1", SOMEBODY, LAPTOP, Grade.B),
                then.minus(Duration.ofDays(30)));
        var _ = stock.says(3, new AllocationEvent.DeviceSold(id, id, id, 2_000), then);
        return stock;
    }

    /** Somebody came, or did not, and it was once said wrongly. */
    private static List<Published<MediationEvent>> attendance(Territory territory, Environment env, boolean came) {
        UUID id = UUID.randomUUID();
        var booking = Streams.booking(id, territory, env, SOMEBODY);
        var _ = booking.says(0, new MediationEvent.SeatBooked(id, id, null));
        var _ = booking.says(0, new MediationEvent.AttendanceRecorded(id, id, null, !came));
        var _ = booking.says(0, new MediationEvent.AttendanceCorrected(id, id, !came, came, "the wrong line"));
        return booking.events();
    }

    private static int walk(
            Random random,
            UUID id,
            int epoch,
            Streams.Stream<CollectionEvent> at,
            Streams.Stream<RefurbEvent> bench,
            Streams.Stream<AllocationEvent> stock,
            Instant now) {
        var category = random.nextInt(4) == 0 ? DESKTOP : LAPTOP;
        if (bench.events().isEmpty()) {
            if (random.nextInt(3) == 0) {
                var _ = at.says(epoch, new CollectionEvent.DeviceLost(id, false, "gone"));
                if (random.nextBoolean()) {
                    var _ = at.says(epoch, new CollectionEvent.LossCorrected(id, "found"));
                }
                return epoch;
            }
            var _ = bench.says(epoch + 1, new RefurbEvent.DeviceReceived(id, "D-1", SOMEBODY, category));
            return epoch + 1;
        }
        if (random.nextInt(3) == 0) {
            var _ = bench.says(
                    epoch, new RefurbEvent.DeviceDispatched(id, SOMEBODY, category, Grade.B, "D-1", null, null, null));
            var _ = stock.says(
                    epoch + 1, new AllocationEvent.DeviceStocked(id, "D-1", SOMEBODY, category, Grade.B), now);
            return epoch + 1;
        }
        RefurbEvent next = switch (random.nextInt(8)) {
            case 0 -> new RefurbEvent.DeviceTriaged(id, List.of());
            case 1 -> new RefurbEvent.DeviceReady(id, category, Grade.B);
            case 2 -> new RefurbEvent.DeviceScrapped(id, "broken");
            case 3 -> new RefurbEvent.ScrapCorrected(id, "mended");
            case 4 -> new RefurbEvent.DeviceLost(id, true, "gone", null);
            case 5 -> new RefurbEvent.LossCorrected(id, DeviceStage.TRIAGED, "found");
            case 6 -> new RefurbEvent.DeviceGraded(id, Grade.A);
            default -> new RefurbEvent.DeviceRepaired(id, "a hinge", List.of());
        };
        var _ = bench.says(epoch, next);
        return epoch;
    }

    private static List<Published<?>> theWayToReady(UUID id, Territory territory, Environment env) {
        var at = Streams.device(id, territory, env, SOMEBODY);
        var bench = Streams.bench(id, territory, env, SOMEBODY);
        List<Published<?>> way = new ArrayList<>();
        way.add(at.says(
                1,
                new CollectionEvent.DeviceRegistered(
                        id, "D-1", id, LAPTOP, "Maker", "Model", "SN", SOMEBODY, SOMEBODY, null)));
        way.add(bench.says(2, new RefurbEvent.DeviceReceived(id, "D-1", SOMEBODY, LAPTOP)));
        way.add(bench.says(2, new RefurbEvent.DeviceTriaged(id, List.of())));
        way.add(bench.says(2, new RefurbEvent.DeviceGraded(id, Grade.A)));
        way.add(bench.says(2, new RefurbEvent.DeviceReady(id, LAPTOP, Grade.A)));
        return way;
    }

    private static List<Published<CollectionEvent>> lot(Territory territory, Environment env) {
        UUID id = UUID.randomUUID();
        var stream = Streams.lot(id, territory, env, SOMEBODY);
        var _ = stream.says(0, new CollectionEvent.LotOffered(id, "L-1", SOMEBODY, SOMEBODY, laptops(10), null));
        var _ = stream.says(0, new CollectionEvent.LotAccepted(id, SOMEBODY, laptops(8)));
        var _ = stream.says(0, new CollectionEvent.LotCollected(id, SOMEBODY, laptops(8)));
        var _ = stream.says(
                0,
                new CollectionEvent.LotCorrected(
                        id,
                        laptops(8),
                        List.of(new Quantity(LAPTOP, 7), new Quantity(DESKTOP, 1)),
                        "one is no laptop"));
        return stream.events();
    }

    private static List<Published<CollectionEvent>> lotInTwoCounts(Territory territory) {
        UUID id = UUID.randomUUID();
        var stream = Streams.lot(id, territory, Environment.LIVE, SOMEBODY);
        var _ = stream.says(0, new CollectionEvent.LotHandedOver(id, SOMEBODY, laptops(12)));
        var _ = stream.says(
                0, new CollectionEvent.LotTakenOver(id, SOMEBODY, laptops(12), laptops(9), laptops(9), laptops(3)));
        var _ = stream.says(0, new CollectionEvent.LotDelivered(id, SOMEBODY, SOMEBODY, laptops(9)));
        var _ = stream.says(
                0, new CollectionEvent.LotReceived(id, SOMEBODY, laptops(9), laptops(9), laptops(9), laptops(3)));
        var _ = stream.says(0, settled(id, DiscrepancyOutcome.FOUND, 9, 10, 2));
        var _ = stream.says(0, settled(id, DiscrepancyOutcome.LOST, 10, 11, 1));
        var _ = stream.says(0, settled(id, DiscrepancyOutcome.NEVER_GIVEN, 11, 11, 0));
        return stream.events();
    }

    private static CollectionEvent settled(UUID id, DiscrepancyOutcome outcome, int before, int now, int disputed) {
        return new CollectionEvent.DiscrepancySettled(
                id, LAPTOP, outcome, 1, SOMEBODY, before, now, 9, 9, disputed, "counted again");
    }

    private static List<Quantity> laptops(int count) {
        return List.of(new Quantity(LAPTOP, count));
    }
}
