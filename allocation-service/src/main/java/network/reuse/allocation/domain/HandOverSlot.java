package network.reuse.allocation.domain;

import java.time.Instant;

/** A part of a day of hand-overs, in which so many packs are fetched. */
public record HandOverSlot(Instant from, Instant until) {}
