package network.reuse.defaults.time;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The time that the business lives in. In production it is the real time; on a development network it may start
 * elsewhere and run faster, so that a season plays in minutes. Tokens, leases and TLS keep the real time.
 */
@ApplicationScoped
public class BusinessClock {
    private final Instant started = Instant.now();
    private final Duration offset;
    private final double rate;

    public BusinessClock(
            @ConfigProperty(name = "reuse.clock.offset", defaultValue = "PT0S") Duration offset,
            @ConfigProperty(name = "reuse.clock.rate", defaultValue = "1") double rate,
            @ConfigProperty(name = "reuse.development", defaultValue = "false") boolean development) {
        if (!development && (!offset.isZero() || rate != 1)) {
            throw new IllegalStateException(
                    "reuse.clock.offset and reuse.clock.rate are for development: set reuse.development=true or remove them");
        }
        this.offset = offset;
        this.rate = rate;
    }

    /** The business time, to the microsecond, as the database keeps it. */
    public Instant now() {
        Instant real = Instant.now();
        Instant now = rate == 1
                ? real
                : started.plusNanos((long) (Duration.between(started, real).toNanos() * rate));
        return now.plus(offset).truncatedTo(ChronoUnit.MICROS);
    }
}
