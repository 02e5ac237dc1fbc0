package network.reuse.collection.domain;

import java.time.Instant;
import java.util.UUID;

/** When a carrier comes for a lot. */
public record Visit(UUID lot, Instant from, Instant until) {}
