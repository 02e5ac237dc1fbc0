package network.reuse.gateway;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** The clock of the machine, which a test may set wrong while the service runs. */
@Singleton
class ShiftedClock {
    private static volatile Duration shift = Duration.ZERO;

    static void ahead(Duration by) {
        shift = by;
    }

    static void right() {
        shift = Duration.ZERO;
    }

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    InstantSource wrong() {
        return () -> InstantSource.system().instant().plus(shift);
    }
}
