package network.reuse.refurb.application;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.timer.Timers;
import network.reuse.refurb.persistence.StepStaff;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Forgets who did the work on devices once nobody has to answer for it by name any more. How long that is, is the network's own choice: the
 * twelve months in which a fault of second-hand goods is taken to have been there from the start (C. conso. L.217-7).
 */
@ApplicationScoped
public class ForgetStaff {
    private static final String TIMER = "forget-staff";

    private final StepStaff staff;
    private final Timers timers;
    private final BusinessClock clock;
    private final Duration kept;

    public ForgetStaff(
            StepStaff staff,
            Timers timers,
            BusinessClock clock,
            @ConfigProperty(name = "reuse.staff.kept") Duration kept) {
        this.staff = staff;
        this.timers = timers;
        this.clock = clock;
        this.kept = kept;
    }

    void start(@Observes StartupEvent started) {
        timers.daily(
                TIMER, (transaction, _) -> staff.forget(transaction, clock.now().minus(kept)));
    }
}
