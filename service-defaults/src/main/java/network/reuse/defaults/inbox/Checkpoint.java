package network.reuse.defaults.inbox;

import java.util.UUID;

/** The last event of a stream that has taken effect here. */
record Checkpoint(int incarnation, long sequence, UUID eventId) {
    StreamPosition position() {
        return new StreamPosition(incarnation, sequence);
    }
}
