package network.reuse.defaults.request;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a body that was found slow is to be given up when it is found so once more. A thread that was busy finds all calls late at once,
 * also those whose bodies wait for it to read them, so it is left the time to do so. For one thread alone.
 */
final class SecondLook {
    private static final long TIME_TO_READ = Duration.ofMillis(900).toNanos();

    private @Nullable Long first;

    /** At this nano time it is slow; the first time, and shortly after, nothing is due yet. */
    boolean isDue(long now) {
        if (first == null) {
            first = now;
        }
        return now - first >= TIME_TO_READ;
    }
}
