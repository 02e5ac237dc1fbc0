package network.reuse.defaults.commit;

import java.time.Instant;
import java.util.UUID;
import network.reuse.contracts.Envelope;
import org.jspecify.annotations.Nullable;

/** What made a change happen: the request or event it goes back to, and the business time at which it is recorded. */
public record Cause(UUID correlation, @Nullable String traceparent, Instant now) {

    /**
     * An event that was heard: it goes on under the event's correlation.
     *
     * @param now the consumer's own time, by which versions are dated; never the event's, which may lie long before
     */
    public static Cause of(Envelope event, Instant now) {
        return new Cause(event.correlationId(), null, now);
    }
}
