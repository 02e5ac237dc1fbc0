package network.reuse.defaults.people;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether a person wants messages.
 *
 * @param refusedAt since when none is wanted; null when they are
 */
public record MessageRefusal(UUID ref, @Nullable Instant refusedAt) {}
