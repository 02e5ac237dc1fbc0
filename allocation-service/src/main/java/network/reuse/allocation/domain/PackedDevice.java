package network.reuse.allocation.domain;

import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Grade;

/** A device of a pack, as whoever fetches it from the shelf needs to know it. */
public record PackedDevice(UUID id, String code, DeviceCategory category, Grade grade) {
    /** The device with these attributes. */
    public static PackedDevice of(DeviceAttributes attributes) {
        return new PackedDevice(attributes.id(), attributes.code(), attributes.category(), attributes.grade());
    }
}
