package network.reuse.refurb.domain;

import java.util.List;
import java.util.UUID;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.RefurbEvent;
import org.jspecify.annotations.Nullable;

/**
 * The hardware that a tool found in a device.
 *
 * @param serialNumber the machine's own, as its firmware says it; null where that identifies nothing
 * @param memoryBytes null where the tool did not say
 * @param evidence the SHA-256, in hexadecimal, of the file that tells of it
 */
public record Inventory(
        @Nullable String manufacturer,
        @Nullable String product,
        @Nullable String serialNumber,
        List<Processor> processors,
        @Nullable Long memoryBytes,
        List<Drive> drives,
        List<Battery> batteries,
        String evidence) {
    /** Why a drive joins the media of a device. */
    static final String FOUND = "Trouvé par l'inventaire du matériel";

    private static final long MEBIBYTE = 1024 * 1024;

    public Inventory {
        processors = List.copyOf(processors);
        drives = List.copyOf(drives);
        batteries = List.copyOf(batteries);
    }

    /** What is told of it. */
    RefurbEvent.DeviceInventoried told(UUID device) {
        Processor first = processors.isEmpty() ? null : processors.getFirst();
        return new RefurbEvent.DeviceInventoried(
                device,
                first == null ? null : first.model(),
                first == null ? null : first.cores(),
                memoryBytes == null ? null : (Integer) Math.toIntExact(memoryBytes / MEBIBYTE),
                drives.stream()
                        .map(drive -> new RefurbEvent.Drive(drive.kind(), drive.bytes()))
                        .toList(),
                batteries.size(),
                evidence);
    }

    /** A processor; cores and threads are null where the tool did not say. */
    public record Processor(
            String model, @Nullable Integer cores, @Nullable Integer threads) {}

    /**
     * A drive that is built in.
     *
     * @param serialNumber null where the tool did not say
     */
    public record Drive(@Nullable String model, @Nullable String serialNumber, MediumKind kind, long bytes) {}

    /** A battery; its capacity as it was made, null where the tool did not say. */
    public record Battery(@Nullable String model, @Nullable Integer milliwattHours) {}
}
