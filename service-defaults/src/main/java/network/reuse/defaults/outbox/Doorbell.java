package network.reuse.defaults.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the relay of this process after a commit; a lost ring costs one poll interval, nothing else. */
@ApplicationScoped
public class Doorbell {
    private final Semaphore rings = new Semaphore(0);

    /** Something was committed. */
    public void ring() {
        if (rings.availablePermits() == 0) {
            rings.release();
        }
    }

    /** Waits until somebody rings, at most this long. */
    boolean await(long millis) throws InterruptedException {
        boolean rang = rings.tryAcquire(millis, TimeUnit.MILLISECONDS);
        rings.drainPermits();
        return rang;
    }
}
