package network.reuse.defaults.time;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The clock of the machine that this process runs on; {@link ClockSkew} says whether it can be believed. */
@Singleton
public class ProcessClock {

    @Produces
    @Singleton
    @DefaultBean
    InstantSource ofTheMachine() {
        return InstantSource.system();
    }
}
