package network.reuse.defaults.commit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A state as it is kept.
 *
 * @param version rises by one per write; the ETag
 * @param sequence the number of the last event in its stream; 0 before the first
 * @param occurredAt when the last step happened; null where it is not known
 * @param createdAt when the first version was written
 * @param changedAt when this version was written; never before the one before
 */
public record Stored<S>(
        UUID id,
        long version,
        long sequence,
        S state,
        @Nullable Instant occurredAt,
        Instant createdAt,
        Instant changedAt) {}
