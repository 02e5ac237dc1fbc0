package network.reuse.defaults.caller;

import java.time.Instant;
import java.util.UUID;
import network.reuse.defaults.fault.Language;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * One call that wants to change something.
 *
 * @param key the caller's Idempotency-Key
 * @param fingerprint a digest, base64, of path and body: the same key with another fingerprint is refused
 * @param now the business time at which the call is served
 * @param language the one in which the caller is told what is wrong
 */
public record Command(
        Caller caller,
        String key,
        String fingerprint,
        UUID correlation,
        @Nullable String traceparent,
        Instant now,
        Language language) {
    /** When it happened: as the caller says, else now; whoever writes it behind another step holds it to that one's time. */
    public RecordedTime recorded(@Nullable Instant given) {
        return RecordedTime.of(given, now);
    }

    /** When something happened that follows no other step: as the caller says, else now. */
    public Instant occurred(@Nullable Instant given) {
        return recorded(given).at();
    }
}
