package network.reuse.gateway.regional;

import java.time.Instant;
import java.util.UUID;

/**
 * An event of the feed, as one of its region.
 *
 * @param seq the feed's number
 * @param data what the feed keeps of its value
 */
record RegionalEvent(
        long seq,
        UUID id,
        String source,
        String type,
        String streamType,
        UUID streamId,
        long sequence,
        Instant occurredAt,
        String data) {}
