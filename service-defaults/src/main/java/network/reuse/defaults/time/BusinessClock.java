package network.reuse.defaults.time;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The time that the business lives in. In production it is the real time; on a development network it may start
 * elsewhere and run faster, so that a season plays in minutes: from {@code reuse.clock.since}, the same real instant for
 * all processes. TestTokens, leases and TLS keep the real time.
 */
@ApplicationScoped
public class BusinessClock {
    private final InstantSource process;
    private final ClockSkew skew;
    private final Instant since;
    private final Duration offset;
    private final double rate;

    public BusinessClock(
            InstantSource process,
            ClockSkew skew,
            @ConfigProperty(name = "reuse.clock.offset", defaultValue = "PT0S") Duration offset,
            @ConfigProperty(name = "reuse.clock.rate", defaultValue = "1") double rate,
            @ConfigProperty(name = "reuse.clock.since", defaultValue = "1970-01-01T00:00:00Z") Instant since,
            @ConfigProperty(name = "reuse.development") boolean development) {
        if (!development && (!offset.isZero() || rate != 1)) {
            throw new IllegalStateException(
                    "reuse.clock.offset and reuse.clock.rate are for development: set reuse.development=true or remove them");
        }
        this.process = process;
        this.skew = skew;
        this.since = since;
        this.offset = offset;
        this.rate = rate;
    }

    /**
     * The business time, to the microsecond, as the database keeps it: for whatever is kept or decided by it.
     *
     * @throws SkewedClock while this process's real clock is too far from the database's
     */
    public Instant now() {
        skew.require();
        return shown();
    }

    /** Whether {@link #now} answers. */
    public boolean isTrusted() {
        return skew.isTolerable();
    }

    /** The business time as this process believes it to be, for what is shown and kept nowhere. */
    public Instant shown() {
        Instant real = process.instant();
        Instant now = rate == 1
                ? real
                : since.plusNanos((long) (Duration.between(since, real).toNanos() * rate));
        return now.plus(offset).truncatedTo(ChronoUnit.MICROS);
    }

    /** The business time it will be when this much real time has passed. */
    public Instant after(Duration real) {
        return now().plusNanos((long) (real.toNanos() * rate)).truncatedTo(ChronoUnit.MICROS);
    }
}
