package network.reuse.defaults.inbox;

import java.util.UUID;
import network.reuse.contracts.StreamId;
import org.jspecify.annotations.Nullable;

/** An event as it arrived; its fact is read when it takes effect. */
record Arrived(
        StreamId stream,
        int incarnation,
        long sequence,
        UUID eventId,
        String type,
        UUID correlation,
        @Nullable String traceparent,
        String value) {}
