package network.reuse.collection.application;

import java.util.List;
import network.reuse.collection.domain.WorkshopLoad;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A lot that a coordinator assigned.
 *
 * @param load of its workshop, this lot among it
 * @param others the loads of the workshops that it might have gone to
 * @param warning what the coordinator may want to know; null when there is nothing
 */
@Schema(name = "Assignment")
public record AssignmentView(
        LotView lot,
        WorkshopLoad load,
        List<WorkshopLoad> others,
        @Nullable Warning warning) {

    /** What is no refusal. */
    public record Warning(String code, String fr, String en) {}

    static AssignmentView of(LotView lot, WorkshopLoad load, List<WorkshopLoad> others) {
        return new AssignmentView(lot, load, others, load.exceedsCapacity() ? aboveCapacity(load) : null);
    }

    private static Warning aboveCapacity(WorkshopLoad load) {
        return new Warning(
                "above_capacity",
                load.devices() + " appareils sont attendus à cet atelier, qui en prend " + load.machinesPerWeek()
                        + " par semaine.",
                load.devices() + " devices are expected at this workshop, which takes " + load.machinesPerWeek()
                        + " a week.");
    }
}
