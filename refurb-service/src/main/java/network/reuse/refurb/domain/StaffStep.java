package network.reuse.refurb.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * Who did a step of the work on a device, by the workshop's own reference. It is kept beside the device and is in no event.
 *
 * @param sequence the number of the step's first event on the device's stream
 */
public record StaffStep(UUID deviceId, long sequence, StepKind step, String staffRef, Instant occurredAt) {}
