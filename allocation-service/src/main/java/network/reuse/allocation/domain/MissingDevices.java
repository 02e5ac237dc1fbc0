package network.reuse.allocation.domain;

import network.reuse.contracts.AllocationEvent.PackItem;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Grade;
import org.jspecify.annotations.Nullable;

/**
 * So many devices of a category, none worse than that grade, that are not there.
 *
 * @param minimumMemoryGib how much memory each would have at least; null where none is asked for
 * @param minimumDiskGb how much its drives would hold together at least; null where none is asked for
 */
public record MissingDevices(
        DeviceCategory category,
        Grade worstGrade,
        int count,
        @Nullable Integer minimumMemoryGib,
        @Nullable Integer minimumDiskGb) {
    /** So many of a line of a pack. */
    static MissingDevices of(PackItem item, int count) {
        return new MissingDevices(
                item.category(), item.worstGrade(), count, item.minimumMemoryGib(), item.minimumDiskGb());
    }

    /** The same in French. */
    String inFrench() {
        return count + " × " + category + ", grade " + worstGrade + " ou mieux"
                + (minimumMemoryGib == null ? "" : ", " + minimumMemoryGib + " Gio de mémoire ou plus")
                + (minimumDiskGb == null ? "" : ", " + minimumDiskGb + " Go de disque ou plus");
    }

    /** The same in English. */
    String inEnglish() {
        return count + " × " + category + ", grade " + worstGrade + " or better"
                + (minimumMemoryGib == null ? "" : ", " + minimumMemoryGib + " GiB of memory or more")
                + (minimumDiskGb == null ? "" : ", " + minimumDiskGb + " GB of disk or more");
    }
}
