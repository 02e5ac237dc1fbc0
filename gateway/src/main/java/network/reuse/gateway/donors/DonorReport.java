package network.reuse.gateway.donors;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.UUID;
import network.reuse.gateway.projection.Stage;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of the devices that one donor gave.
 *
 * @param devices how many were registered one by one
 * @param counted how many of them count towards a region's target now
 * @param stages how many stand in each stage; those where none does are left out
 * @param targets the donor's part in each region's target; regions to which it added nothing are left out
 */
@JsonPropertyOrder({"donor", "devices", "counted", "stages", "targets"})
public record DonorReport(
        UUID donor,
        @Schema(examples = "179") long devices,
        @Schema(examples = "95") long counted,
        List<Standing> stages,
        List<Part> targets) {

    /** How many stand in a stage now. */
    public record Standing(
            @Schema(examples = "DELIVERED") Stage stage,
            @Schema(examples = "95") long now) {}

    /**
     * A donor's part in a region's target.
     *
     * @param counted how many of its devices count now
     * @param atDeadline how many of them stood handed over when the deadline ended; until then, how many do so far
     * @param sinceDeadline what went on after the deadline
     */
    public record Part(
            @Schema(examples = "44") String region,
            @Schema(examples = "Grand Est") String name,
            @Schema(examples = "44-v1") String rule,
            @Schema(examples = "95") long counted,
            @Schema(examples = "90") long atDeadline,
            @Schema(examples = "5") long sinceDeadline) {}

    public DonorReport {
        stages = List.copyOf(stages);
        targets = List.copyOf(targets);
    }
}
