package network.reuse.allocation.domain;

import java.util.List;
import network.reuse.contracts.RefurbEvent.Drive;
import org.jspecify.annotations.Nullable;

/**
 * What a tool of the workshop's found in a device.
 *
 * @param processor null where the tool did not say, as all that may be null
 * @param drives those that are built in
 */
public record Hardware(
        @Nullable String processor,
        @Nullable Integer cores,
        @Nullable Integer memoryMebibytes,
        List<Drive> drives) {
    public Hardware {
        drives = List.copyOf(drives);
    }
}
