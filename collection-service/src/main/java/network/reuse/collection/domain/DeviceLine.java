package network.reuse.collection.domain;

import network.reuse.contracts.DeviceCategory;
import org.jspecify.annotations.Nullable;

/** One device as its registrar describes it. */
public record DeviceLine(
        DeviceCategory category,
        String manufacturer,
        String model,
        String serialNumber,
        @Nullable String partnerRef) {}
