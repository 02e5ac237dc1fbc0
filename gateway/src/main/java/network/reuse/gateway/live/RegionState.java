package network.reuse.gateway.live;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import network.reuse.gateway.projection.Count;
import network.reuse.gateway.projection.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A region's counters after a public number; never changes.
 *
 * @param asOf when the last change that is counted was committed; null before the first
 */
record RegionState(String region, long seq, @Nullable Instant asOf, SortedMap<Place, Standing> cells) {

    /** A cell within its region. */
    record Place(String department, Stage stage) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byDepartment = department.compareTo(other.department);
            return byDepartment == 0 ? stage.compareTo(other.stage) : byDepartment;
        }
    }

    /** A cell's figures, and the number of the last change. */
    record Standing(Count count, long seq) {}

    RegionState {
        cells = Collections.unmodifiableSortedMap(new TreeMap<>(cells));
    }

    static RegionState empty(String region) {
        return new RegionState(region, 0, null, new TreeMap<>());
    }

    List<CellView> views() {
        return changedSince(-1);
    }

    /** The cells that changed after a number, with what they are now. */
    List<CellView> changedSince(long number) {
        return cells.entrySet().stream()
                .filter(cell -> cell.getValue().seq() > number)
                .map(cell -> new CellView(
                        cell.getKey().department(),
                        cell.getKey().stage(),
                        cell.getValue().count().now(),
                        cell.getValue().count().ever()))
                .toList();
    }
}
