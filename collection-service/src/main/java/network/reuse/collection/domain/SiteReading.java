package network.reuse.collection.domain;

import java.time.Instant;
import java.util.UUID;

/** A carrier has read how a site is reached, for the pickup of this lot. */
public record SiteReading(UUID lot, UUID carrier, Instant readAt) {}
