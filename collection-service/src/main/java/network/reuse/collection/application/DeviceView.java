package network.reuse.collection.application;

import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.Device;
import network.reuse.collection.domain.DeviceFacts;
import network.reuse.collection.persistence.Devices;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/** A device as the parties of its lot see it, until a workshop has it. */
public record DeviceView(
        UUID id,
        String code,
        String status,
        long version,
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
        DeviceFacts facts = stored.state().facts();
        return new DeviceView(
                stored.id(),
                facts.code(),
                Devices.TABLE.status(stored.state()),
                stored.version(),
                facts.lotId(),
                facts.category(),
                facts.manufacturer(),
                facts.model(),
                facts.serialNumber(),
                facts.workshop(),
                facts.territory(),
                facts.partnerRef(),
                stored.state().legal());
    }
}
