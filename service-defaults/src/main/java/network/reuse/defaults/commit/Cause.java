package network.reuse.defaults.commit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What made a change happen: the request or event it goes back to, and the business time at which it is recorded. */
public record Cause(UUID correlation, @Nullable String traceparent, Instant now) {}
