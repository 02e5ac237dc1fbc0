package network.reuse.gateway.figures;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Geography;
import network.reuse.gateway.projection.Count;
import network.reuse.gateway.projection.CounterCell;
import network.reuse.gateway.projection.Stage;
import network.reuse.gateway.targets.Target;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A region's progress as it is shown.
 *
 * @param seq the public number of the last change that is counted
 * @param asOf when that change was committed; absent before the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"region", "name", "seq", "asOf", "target", "stages", "departments"})
public record Progress(
        @Schema(examples = "44") String region,
        @Schema(examples = "Grand Est") String name,
        @Schema(examples = "4217") long seq,
        @Nullable Instant asOf,
        @Nullable TargetView target,
        List<StageView> stages,
        List<DepartmentView> departments) {

    /**
     * A stage's figures.
     *
     * @param unit what they count: devices, or people who came to a workshop
     * @param now how many are there now
     * @param ever how many have ever been there
     */
    public record StageView(Stage stage, Stage.Unit unit, long now, long ever) {}

    /** A department's figures, stage by stage. */
    public record DepartmentView(
            @Schema(examples = "67") String department,
            @Schema(examples = "Bas-Rhin") String name,
            List<StageView> stages) {}

    /**
     * What the region wants to reach, by which rule, and how far it is.
     *
     * @param counted how many devices count now, whenever they were handed over
     * @param remaining how many of them the goal still lacks
     * @param atDeadline how many stood handed over when the deadline ended, by the time at which it happened; until
     *     then, how many do so far
     * @param sinceDeadline what went on after the deadline: how many more count now, or fewer where more came back
     */
    public record TargetView(
            @Schema(examples = "44-v1") String rule,
            @Schema(examples = "20000") int goal,
            LocalDate deadline,
            List<DeviceCategory> categories,
            List<Target.Basis> basis,
            Target.Provenance provenance,
            Target.Place territory,
            long counted,
            long remaining,
            long atDeadline,
            long sinceDeadline) {}

    /** A target with its result at the deadline. */
    record Aim(Target target, long atDeadline) {}

    static Progress of(
            String region, long seq, @Nullable Instant asOf, @Nullable Aim aim, Map<CounterCell, Count> cells) {
        List<DepartmentView> departments = new ArrayList<>();
        for (String department : Geography.departmentsOf(region)) {
            departments.add(new DepartmentView(
                    department,
                    String.valueOf(Geography.departments().get(department)),
                    stages(cells, cell -> cell.department().equals(department))));
        }
        return new Progress(
                region,
                String.valueOf(Geography.regions().get(region)),
                seq,
                asOf,
                aim == null ? null : view(aim, cells),
                stages(cells, _ -> true),
                departments);
    }

    private static List<StageView> stages(Map<CounterCell, Count> cells, Predicate<CounterCell> which) {
        return Arrays.stream(Stage.values())
                .map(stage -> {
                    Count sum = sum(cells, cell -> cell.stage() == stage && which.test(cell));
                    return new StageView(stage, stage.unit(), sum.now(), sum.ever());
                })
                .toList();
    }

    /** A device is in one stage at a time, so it counts once, whether it was handed over, sold, or both in turn. */
    private static TargetView view(Aim aim, Map<CounterCell, Count> cells) {
        Target target = aim.target();
        long counted = sum(
                        cells,
                        cell -> cell instanceof CounterCell.Devices devices
                                && target.counts(devices.stage(), devices.category()))
                .now();
        return new TargetView(
                target.rule(),
                target.goal(),
                target.deadline(),
                target.categories(),
                target.basis(),
                target.provenance(),
                target.territory(),
                counted,
                Math.max(0, target.goal() - counted),
                aim.atDeadline(),
                counted - aim.atDeadline());
    }

    private static Count sum(Map<CounterCell, Count> cells, Predicate<CounterCell> which) {
        Count sum = Count.ZERO;
        for (Map.Entry<CounterCell, Count> cell : cells.entrySet()) {
            if (which.test(cell.getKey())) {
                sum = sum.plus(cell.getValue());
            }
        }
        return sum;
    }
}
