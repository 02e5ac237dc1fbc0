package network.reuse.gateway.progress;

import static network.reuse.contracts.DeviceCategory.DESKTOP;
import static network.reuse.contracts.DeviceCategory.LAPTOP;
import static org.assertj.core.api.Assertions.assertThat;

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
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DeviceStage;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Grade;
import network.reuse.contracts.Published;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.StreamId;
import network.reuse.contracts.Territory;
import network.reuse.gateway.Streams;

class ProjectionTest {
    private static final Territory STRASBOURG = new Territory("44", "67", "67482");
    private static final Territory COLMAR = new Territory("44", "68", "68066");
    private static final UUID SOMEBODY = new UUID(1, 1);

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
    void aWithdrawnLotIsNoLongerAgreed() {
        Counters counters = new Counters();
        UUID id = UUID.randomUUID();
        var stream = Streams.lot(id, STRASBOURG, Environment.LIVE, SOMEBODY);

        counters.take(stream.says(0, new CollectionEvent.LotAccepted(id, SOMEBODY, laptops(8))));
        counters.take(stream.says(0, new CollectionEvent.LotWithdrawn(id, "changed plans", laptops(8))));

        assertThat(counters.of("67", Stage.AGREED, LAPTOP)).isEqualTo(Count.ZERO);
    }

    @Example
    void aLossThatIsCorrectedNeverWas() {
        Counters counters = new Counters();
        UUID id = UUID.randomUUID();
        var bench = Streams.bench(id, STRASBOURG, Environment.LIVE, SOMEBODY);

        counters.take(bench.says(2, new RefurbEvent.DeviceReceived(id, "D-1", SOMEBODY, LAPTOP)));
        counters.take(bench.says(2, new RefurbEvent.DeviceLost(id, true, "stolen")));
        assertThat(counters.of("67", Stage.LOST, LAPTOP)).isEqualTo(new Count(1, 1));

        counters.take(bench.says(2, new RefurbEvent.LossCorrected(id, DeviceStage.RECEIVED, "was in the van")));
        assertThat(counters.of("67", Stage.LOST, LAPTOP)).isEqualTo(Count.ZERO);
        assertThat(counters.of("67", Stage.RECEIVED, LAPTOP)).isEqualTo(new Count(1, 1));
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
    void allCellsOfOneEventShareItsNumber() {
        UUID id = UUID.randomUUID();
        Projection projection = new Projection(Map.of());

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
        List<List<Published<?>>> streams = history(new Random(seed));
        Counters inOrder = new Counters();
        streams.forEach(inOrder::take);

        Counters mixed = new Counters();
        mixed.take(interleaved(streams, shuffle));

        assertThat(mixed.cells).isEqualTo(inOrder.cells);
        assertThat(mixed.cells).isEqualTo(mixed.recomputed());
        assertThat(mixed.cells.values()).allSatisfy(count -> {
            assertThat(count.now()).isNotNegative();
            assertThat(count.ever()).isGreaterThanOrEqualTo(count.now());
        });
    }

    @Property(tries = 100)
    void whatArrivesTwiceCountsOnce(@ForAll("histories") long seed, @ForAll Random shuffle) {
        List<List<Published<?>>> streams = history(new Random(seed));
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
    }

    @Provide
    Arbitrary<Long> histories() {
        return Arbitraries.longs();
    }

    /** The counters that a projection's changes add up to; lets each event pass once, as the guard does. */
    private static final class Counters {
        private Map<UUID, DeviceLife> devices = new HashMap<>();
        private final Map<Cell, Count> cells = new HashMap<>();
        private final Map<Cell, Count> lots = new HashMap<>();
        private final Map<StreamId, Long> marks = new HashMap<>();

        void take(List<? extends Published<?>> events) {
            events.forEach(this::take);
        }

        void take(Published<?> event) {
            long mark = marks.getOrDefault(event.envelope().stream(), 0L);
            if (event.envelope().sequence() <= mark) {
                return;
            }
            marks.put(event.envelope().stream(), event.envelope().sequence());
            Projection projection = new Projection(devices);
            projection.take(event);
            devices = projection.devices();
            for (Change change : projection.changes()) {
                add(cells, change.cell(), change.delta());
                if (!Projection.isOfDevice(event)) {
                    add(lots, change.cell(), change.delta());
                }
            }
        }

        Count of(String department, Stage stage, DeviceCategory category) {
            return cells.getOrDefault(new Cell("44", department, stage, category), Count.ZERO);
        }

        /** The same from scratch: what lots said, and what each device adds as it stands. */
        Map<Cell, Count> recomputed() {
            Map<Cell, Count> all = new HashMap<>(lots);
            devices.values().forEach(device -> device.counted().forEach((cell, count) -> add(all, cell, count)));
            return all;
        }

        private static void add(Map<Cell, Count> to, Cell cell, Count count) {
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

    /** Devices that go to and fro between the publishers, are lost, found, scrapped and taken back; and some lots. */
    private static List<List<Published<?>>> history(Random random) {
        List<List<Published<?>>> streams = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            UUID id = new UUID(7, random.nextLong());
            Territory territory = random.nextBoolean() ? STRASBOURG : COLMAR;
            Environment env = random.nextInt(5) == 0 ? Environment.TEST : Environment.LIVE;
            var at = Streams.device(id, territory, env, SOMEBODY);
            var bench = Streams.bench(id, territory, env, SOMEBODY);
            var _ = at.says(
                    1,
                    new CollectionEvent.DeviceRegistered(
                            id, "D-" + i, id, LAPTOP, "Maker", "Model", "SN", SOMEBODY, SOMEBODY, null));
            int epoch = 1;
            for (int step = random.nextInt(8); step > 0; step--) {
                epoch = walk(random, id, epoch, at, bench);
            }
            streams.add(List.copyOf(at.events()));
            streams.add(List.copyOf(bench.events()));
        }
        for (int i = 0; i < 3; i++) {
            streams.add(List.copyOf(lot(random.nextBoolean() ? STRASBOURG : COLMAR, Environment.LIVE)));
        }
        return streams;
    }

    private static int walk(
            Random random, UUID id, int epoch, Streams.Stream<CollectionEvent> at, Streams.Stream<RefurbEvent> bench) {
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
        RefurbEvent next = switch (random.nextInt(8)) {
            case 0 -> new RefurbEvent.DeviceTriaged(id, List.of());
            case 1 -> new RefurbEvent.DeviceReady(id, category, Grade.B);
            case 2 -> new RefurbEvent.DeviceScrapped(id, "broken");
            case 3 -> new RefurbEvent.ScrapCorrected(id, "mended");
            case 4 -> new RefurbEvent.DeviceLost(id, true, "gone");
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

    private static List<Quantity> laptops(int count) {
        return List.of(new Quantity(LAPTOP, count));
    }
}
