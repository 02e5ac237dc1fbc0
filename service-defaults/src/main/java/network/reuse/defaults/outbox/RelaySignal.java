package network.reuse.defaults.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the relay of this process after a commit; a lost signal costs one poll interval, nothing else. */
@ApplicationScoped
public class RelaySignal {
    private final Semaphore raised = new Semaphore(0);

    /** Something was committed. */
    public void raise() {
        if (raised.availablePermits() == 0) {
            raised.release();
        }
    }

    /** Waits until the signal is raised, at most this long. */
    boolean await(long millis) throws InterruptedException {
        boolean wasRaised = raised.tryAcquire(millis, TimeUnit.MILLISECONDS);
        raised.drainPermits();
        return wasRaised;
    }
}
