package network.reuse.gateway.figures;

import java.time.Instant;
import java.util.Map;
import network.reuse.gateway.projection.Count;
import network.reuse.gateway.projection.CounterCell;
import org.jspecify.annotations.Nullable;

/**
 * A region's counters after a public number.
 *
 * @param seq the number of the last change that is counted; 0 before the first
 * @param asOf when that change was committed; null before the first
 */
record RegionFigures(long seq, @Nullable Instant asOf, Map<CounterCell, Count> cells) {
    static final RegionFigures NONE = new RegionFigures(0, null, Map.of());

    RegionFigures {
        cells = Map.copyOf(cells);
    }
}
