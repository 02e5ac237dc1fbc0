package network.reuse.collection.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lot that is on a run.
 *
 * @param done whether it was fetched on it; otherwise it is still to be
 * @param site where it is still to be fetched; null where nobody named a site
 */
public record OnRun(
        UUID lot, UUID run, boolean done, @Nullable UUID site) {}
