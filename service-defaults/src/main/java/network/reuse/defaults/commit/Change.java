package network.reuse.defaults.commit;

import java.time.Instant;
import network.reuse.contracts.Decision;

/** A decision on a state that was read, and when it happened. */
public record Change<S, E>(Stored<S> from, Decision<S, E> decision, Instant occurredAt) {

    /** The state as it is kept once this is written. */
    public Stored<S> next() {
        return new Stored<>(
                from.id(),
                from.version() + 1,
                from.sequence() + decision.events().size(),
                decision.next());
    }
}
