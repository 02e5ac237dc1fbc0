package network.reuse.allocation.domain;

import java.time.Instant;
import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import org.jspecify.annotations.Nullable;

/**
 * Which devices are looked for; what is null is not asked, and case and blanks of texts do not matter.
 *
 * @param changedSince those that changed then or later
 */
public record WantedDevices(
        @Nullable DeviceStatus status,
        @Nullable DeviceCategory category,
        @Nullable String code,
        @Nullable String shipmentRef,
        @Nullable UUID packId,
        @Nullable Instant changedSince) {}
