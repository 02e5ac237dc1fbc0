package network.reuse.gateway.live;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import network.reuse.gateway.projection.Stage;

/** A cell as it is shown: a department's devices in a stage, all categories together, or its people. */
@JsonPropertyOrder({"department", "stage", "now", "ever"})
public record CellView(String department, Stage stage, long now, long ever) {}
