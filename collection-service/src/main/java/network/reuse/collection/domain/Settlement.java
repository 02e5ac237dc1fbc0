package network.reuse.collection.domain;

import java.time.Instant;
import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DiscrepancyOutcome;

/**
 * What became of disputed devices.
 *
 * @param by the organisation that found them, never gave them, or lost them
 * @param saidBy the organisation that says so: that one itself, or the lot's recipient
 */
public record Settlement(
        DeviceCategory category,
        DiscrepancyOutcome outcome,
        int count,
        UUID by,
        UUID saidBy,
        String reason,
        Instant at) {}
