package network.reuse.gateway.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import network.reuse.gateway.live.RegionState.Place;
import network.reuse.gateway.live.RegionState.Standing;
import network.reuse.gateway.projection.Count;
import network.reuse.gateway.projection.CounterCell;

/** The counters in memory: takes cells as they are read and answers how each region moved on. For one thread. */
final class CounterCache {

    /** A cell's absolute figures as read from the table, with the number of its last change. */
    record Reading(CounterCell cell, Count count, long seq, Instant committedAt) {}

    /** A region moved from one number to the next. */
    record Move(long from, RegionState to) {}

    private final Map<CounterCell, Reading> cells = new HashMap<>();
    private final Map<String, RegionState> regions = new HashMap<>();

    /** Takes what was read in one snapshot of the table; every cell that changed since the former one is in it. */
    List<Move> take(List<Reading> readings) {
        Map<String, List<Reading>> byRegion = new LinkedHashMap<>();
        for (Reading reading : readings) {
            cells.put(reading.cell(), reading);
            byRegion.computeIfAbsent(reading.cell().region(), _ -> new ArrayList<>())
                    .add(reading);
        }
        List<Move> moves = new ArrayList<>(byRegion.size());
        byRegion.forEach((region, changed) -> {
            RegionState before = regions.getOrDefault(region, RegionState.empty(region));
            RegionState after = after(before, changed);
            regions.put(region, after);
            moves.add(new Move(before.seq(), after));
        });
        return moves;
    }

    private RegionState after(RegionState before, List<Reading> changed) {
        SortedMap<Place, Standing> standings = new TreeMap<>(before.cells());
        long seq = before.seq();
        Instant asOf = before.asOf();
        for (Reading reading : changed) {
            CounterCell cell = reading.cell();
            standings.put(new Place(cell.department(), cell.stage()), standing(cell));
            seq = Math.max(seq, reading.seq());
            asOf = asOf == null || reading.committedAt().isAfter(asOf) ? reading.committedAt() : asOf;
        }
        return new RegionState(before.region(), seq, asOf, standings);
    }

    private Standing standing(CounterCell place) {
        Count count = Count.ZERO;
        long seq = 0;
        for (CounterCell cell : CounterCell.together(place.region(), place.department(), place.stage())) {
            Reading reading = cells.get(cell);
            if (reading != null) {
                count = count.plus(reading.count());
                seq = Math.max(seq, reading.seq());
            }
        }
        return new Standing(count, seq);
    }
}
