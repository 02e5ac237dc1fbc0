package network.reuse.collection.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Quantity;

/**
 * What one party of a lot counted as it gave the lot or took it.
 *
 * @param by the organisation that says so, with its own token
 */
public record Counted(UUID by, List<Quantity> quantities, Instant at) {
    public Counted {
        quantities = List.copyOf(quantities);
    }
}
