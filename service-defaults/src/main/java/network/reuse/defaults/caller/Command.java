package network.reuse.defaults.caller;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One call that wants to change something.
 *
 * @param key the caller's Idempotency-Key
 * @param fingerprint a digest, base64, of path and body: the same key with another fingerprint is refused
 * @param now the business time at which the call is served
 */
public record Command(
        Caller caller,
        String key,
        String fingerprint,
        UUID correlation,
        @Nullable String traceparent,
        Instant now) {
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final Duration LONGEST_PAST = Duration.ofDays(366);

    /** When it happened: as the caller says, else now. Not in the future, and at most a year ago. */
    public Instant occurred(@Nullable Instant given) {
        if (given == null) {
            return now;
        }
        if (given.isAfter(now.plus(SKEW)) || given.isBefore(now.minus(LONGEST_PAST))) {
            throw Refusal.invalid(List.of(new Refusal.Fault(
                    "/occurredAt",
                    "out_of_range",
                    "« occurredAt » se situe dans l'année écoulée, pas dans le futur (maintenant : " + now + ").",
                    "\"occurredAt\" lies within the past year, not in the future (now: " + now + ").")));
        }
        return given;
    }
}
