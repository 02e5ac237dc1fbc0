package network.reuse.defaults.time;

import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import jakarta.validation.ClockProvider;
import java.time.Clock;
import java.time.ZoneOffset;

/** Lets rules on values that speak of now mean the business time. */
@Singleton
@Unremovable
public class ValidationClock implements ClockProvider {
    private final BusinessClock clock;

    public ValidationClock(BusinessClock clock) {
        this.clock = clock;
    }

    @Override
    public Clock getClock() {
        return Clock.fixed(clock.shown(), ZoneOffset.UTC);
    }
}
