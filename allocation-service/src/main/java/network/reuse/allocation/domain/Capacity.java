package network.reuse.allocation.domain;

import network.reuse.contracts.AllocationEvent.PackItem;
import org.jspecify.annotations.Nullable;

/**
 * How much memory a device has, and how much its drives hold together, as they were found.
 *
 * @param memoryGib 0 where that is not known
 * @param diskGb 0 where that is not known
 */
public record Capacity(int memoryGib, int diskGb) {
    /** Of what no tool has looked at. */
    public static final Capacity UNKNOWN = new Capacity(0, 0);

    /** Whether that is enough for a line of a pack; what is not known is not, where it is asked for. */
    boolean suffices(PackItem item) {
        return memoryGib >= least(item.minimumMemoryGib()) && diskGb >= least(item.minimumDiskGb());
    }

    private static int least(@Nullable Integer asked) {
        return asked == null ? 0 : asked;
    }
}
