package network.reuse.collection.application;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.Device;
import network.reuse.collection.domain.DeviceAttributes;
import network.reuse.collection.domain.DeviceStatus;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * A device as the parties of its lot see it, until a workshop has it.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 */
public record DeviceView(
        UUID id,
        String code,
        DeviceStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        UUID lotId,
        DeviceCategory category,
        String manufacturer,
        String model,
        String serialNumber,
        UUID workshop,
        Territory territory,
        @Nullable String partnerRef,
        List<Device.Move> legal) {

    static DeviceView of(Stored<Device> stored) {
        DeviceAttributes attributes = stored.state().attributes();
        return new DeviceView(
                stored.id(),
                attributes.code(),
                stored.state().status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                attributes.lotId(),
                attributes.category(),
                attributes.manufacturer(),
                attributes.model(),
                attributes.serialNumber(),
                attributes.workshop(),
                attributes.territory(),
                attributes.partnerRef(),
                stored.state().legal());
    }
}
