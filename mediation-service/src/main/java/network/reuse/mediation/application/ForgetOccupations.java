package network.reuse.mediation.application;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.timer.Timers;
import network.reuse.mediation.persistence.Occupations;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Forgets who held which workshop and who was on which tour, a time after it was over; how long that is, is the network's own choice. */
@ApplicationScoped
public class ForgetOccupations {
    private static final String TIMER = "forget-occupations";

    private final Occupations occupations;
    private final Timers timers;
    private final BusinessClock clock;
    private final Duration kept;

    public ForgetOccupations(
            Occupations occupations,
            Timers timers,
            BusinessClock clock,
            @ConfigProperty(name = "reuse.staff.kept") Duration kept) {
        this.occupations = occupations;
        this.timers = timers;
        this.clock = clock;
        this.kept = kept;
    }

    void start(@Observes StartupEvent started) {
        timers.daily(
                TIMER,
                (transaction, _) -> occupations.forget(transaction, clock.now().minus(kept)));
    }
}
