package network.reuse.gateway.live;

import static network.reuse.contracts.DeviceCategory.DESKTOP;
import static network.reuse.contracts.DeviceCategory.LAPTOP;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Example;
import network.reuse.contracts.DeviceCategory;
import network.reuse.gateway.projection.Count;
import network.reuse.gateway.projection.CounterCell;
import network.reuse.gateway.projection.Stage;

class CounterCacheTest {
    private final CounterCache cache = new CounterCache();

    @Example
    void aCellShowsAllCategoriesTogether() {
        List<CounterCache.Move> moves = cache.take(List.of(reading("67", LAPTOP, 3, 5), reading("67", DESKTOP, 4, 6)));

        assertThat(moves).hasSize(1);
        assertThat(moves.getFirst().from()).isZero();
        assertThat(moves.getFirst().to().seq()).isEqualTo(6);
        assertThat(moves.getFirst().to().views()).containsExactly(new CellView("67", Stage.READY, 7, 7));
    }

    @Example
    void aMoveSaysOnlyWhatChanged() {
        var first = cache.take(List.of(reading("67", LAPTOP, 3, 5), reading("68", LAPTOP, 9, 6)));
        assertThat(first).hasSize(1);

        List<CounterCache.Move> moves = cache.take(List.of(reading("67", LAPTOP, 4, 7)));

        CounterCache.Move move = moves.getFirst();
        assertThat(move.from()).isEqualTo(6);
        assertThat(move.to().changedSince(move.from())).containsExactly(new CellView("67", Stage.READY, 4, 4));
        assertThat(move.to().views()).hasSize(2);
    }

    @Example
    void peopleAreShownBesideDevicesAndAddUpWithNone() {
        List<CounterCache.Move> moves = cache.take(List.of(
                reading("67", LAPTOP, 3, 5),
                new CounterCache.Reading(
                        new CounterCell.People("44", "67"),
                        new Count(12, 12),
                        6,
                        Instant.parse("2026-03-01T10:00:00Z"))));

        assertThat(moves.getFirst().to().views())
                .containsExactly(new CellView("67", Stage.READY, 3, 3), new CellView("67", Stage.ACCOMPANIED, 12, 12));
    }

    @Example
    void aRegionThatDoesNotChangeDoesNotMove() {
        assertThat(cache.take(List.of())).isEmpty();
    }

    private static CounterCache.Reading reading(String department, DeviceCategory category, long count, long seq) {
        return new CounterCache.Reading(
                new CounterCell.Devices("44", department, Stage.READY, category),
                new Count(count, count),
                seq,
                Instant.parse("2026-03-01T10:00:00Z"));
    }
}
