package network.reuse.collection.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A lot's place on a run of its carrier.
 *
 * @param code the run's, for people
 * @param position 1 for the first lot that is fetched
 */
public record Stop(UUID run, String code, int position, Instant from, Instant until) {}
