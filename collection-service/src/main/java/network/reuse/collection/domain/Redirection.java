package network.reuse.collection.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A lot that stood at a workshop, which had not counted it, goes on to another one.
 *
 * @param from the workshop that it was delivered to
 * @param delivered what the carrier counted there
 */
public record Redirection(UUID from, UUID to, Counted delivered, String reason, Instant at) {}
