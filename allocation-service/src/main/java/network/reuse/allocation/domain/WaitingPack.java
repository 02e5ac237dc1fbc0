package network.reuse.allocation.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A pack that waits for devices, as its sponsor and its referrer see it.
 *
 * @param rank from 1 on, in its programme, at the moment
 */
public record WaitingPack(int rank, UUID packId, UUID requestId, UUID referrer, Instant since) {}
