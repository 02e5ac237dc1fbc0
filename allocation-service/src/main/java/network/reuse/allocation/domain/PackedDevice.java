package network.reuse.allocation.domain;

import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Grade;

/** A device of a pack, as whoever fetches it from the shelf needs to know it. */
public record PackedDevice(UUID id, String code, DeviceCategory category, Grade grade) {
    /** The device with these facts. */
    public static PackedDevice of(DeviceFacts facts) {
        return new PackedDevice(facts.id(), facts.code(), facts.category(), facts.grade());
    }
}
