package network.reuse.gateway.donors;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A device of a donor's that disappeared while the donor's data may have been on it. Whether it has to be notified (GDPR, article 33) is the donor's to
 * decide.
 *
 * @param id of the event that says so
 * @param occurredAt when it disappeared, as whoever held it says
 * @param recordedAt when that was written down
 * @param reportedBy the service whose user said so
 * @param turnedUp whether it has turned up since
 */
public record Incident(
        UUID id,
        UUID deviceId,
        @Schema(examples = "D-7Q4K2M") @Nullable String code,
        @Nullable UUID lotId,
        Instant occurredAt,
        Instant recordedAt,
        @Schema(examples = "collection") String reportedBy,

        @Schema(examples = "absent à l'inventaire du camion")
        String reason,

        boolean turnedUp) {}
