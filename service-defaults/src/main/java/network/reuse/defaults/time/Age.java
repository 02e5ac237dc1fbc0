package network.reuse.defaults.time;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long something has been waiting, as a gauge shows it: what the last look at it found, plus the time since that
 * look. It goes on growing while no further look succeeds, so that what has broken is never shown as fresh.
 */
public final class Age {
    private volatile @Nullable Look last;

    /** Nothing waits. */
    public void none() {
        last = null;
    }

    /** The oldest that waits has been waiting for so many seconds. */
    public void seen(double seconds) {
        last = new Look(Math.max(0, seconds), System.nanoTime());
    }

    /** Seconds; 0 when nothing waited at the last look. */
    public double seconds() {
        Look look = last;
        return look == null
                ? 0
                : look.seconds() + (System.nanoTime() - look.nanos()) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private record Look(double seconds, long nanos) {}
}
