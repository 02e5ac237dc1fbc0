package network.reuse.collection.domain;

import java.util.UUID;

/**
 * A lot that is on a run.
 *
 * @param done whether it was fetched on it; otherwise it is still to be
 */
public record OnRun(UUID lot, UUID run, boolean done) {}
