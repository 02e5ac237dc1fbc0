package network.reuse.collection.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which devices are looked for; what is null is not asked, and case and blanks of texts do not matter.
 *
 * @param changedSince those that changed then or later
 */
public record WantedDevices(
        @Nullable DeviceStatus status,
        @Nullable String code,
        @Nullable String serialNumber,
        @Nullable String partnerRef,
        @Nullable UUID lot,
        @Nullable Instant changedSince) {}
