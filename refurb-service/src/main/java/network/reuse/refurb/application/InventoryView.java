package network.reuse.refurb.application;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.refurb.domain.Inventory;
import network.reuse.refurb.domain.Inventory.Battery;
import network.reuse.refurb.domain.Inventory.Drive;
import network.reuse.refurb.domain.Inventory.Processor;
import org.jspecify.annotations.Nullable;

/**
 * The hardware of a device, as its parties see it.
 *
 * @param takenAt when the tool looked
 * @param addedMedia the serial numbers of the drives that joined the device's media by this inventory, and are to be erased
 * @param evidence the SHA-256, in hexadecimal, of the file that tells of it
 */
public record InventoryView(
        UUID deviceId,
        Instant takenAt,
        @Nullable String manufacturer,
        @Nullable String product,
        @Nullable String serialNumber,
        List<Processor> processors,
        @Nullable Long memoryBytes,
        List<Drive> drives,
        List<Battery> batteries,
        List<String> addedMedia,
        String evidence) {

    static InventoryView of(UUID device, Instant takenAt, Inventory inventory, List<String> addedMedia) {
        return new InventoryView(
                device,
                takenAt,
                inventory.manufacturer(),
                inventory.product(),
                inventory.serialNumber(),
                inventory.processors(),
                inventory.memoryBytes(),
                inventory.drives(),
                inventory.batteries(),
                addedMedia,
                inventory.evidence());
    }
}
