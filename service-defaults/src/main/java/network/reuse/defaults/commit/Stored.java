package network.reuse.defaults.commit;

import java.util.UUID;

/**
 * A state as it is kept.
 *
 * @param version rises by one per write; the ETag
 * @param sequence the number of the last event in its stream; 0 before the first
 */
public record Stored<S>(UUID id, long version, long sequence, S state) {}
