package network.reuse.defaults.commit;

import java.time.Instant;
import java.util.UUID;
import network.reuse.contracts.Decision;

/** Something new to be written: its id, its first state with the events that say so, and when it happened. */
public record Creation<S, E>(UUID id, Decision<S, E> decision, Instant occurredAt) {

    /** The state as it is kept once this is written, at this time. */
    public Stored<S> next(Instant now) {
        return new Stored<>(id, 1, decision.events().size(), decision.next(), occurredAt, now, now);
    }
}
