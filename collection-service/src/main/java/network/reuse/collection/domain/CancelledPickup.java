package network.reuse.collection.domain;

import java.util.UUID;

/** A pickup that was booked and is not any more; its carrier sees why, until another is booked. */
public record CancelledPickup(UUID carrier, String reason) {}
