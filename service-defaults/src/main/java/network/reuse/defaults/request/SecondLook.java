package network.reuse.defaults.request;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a body that is found slow is to be given up. A thread that was busy finds all calls late at once, also those whose bodies wait
 * for it to read them, so it is given up only by a thread that has been looking in time since it was first found slow. For one thread alone.
 */
final class SecondLook {
    private static final long TIME_TO_READ = Duration.ofMillis(900).toNanos();
    private static final long IN_TIME = Duration.ofMillis(100).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(3).toNanos();

    private @Nullable Long first;
    private long last;

    /** A look at this nano time, for which the thread was asked at that one. */
    boolean isDue(long asked, long now) {
        if (first == null || now - asked > IN_TIME || now - last > LONGEST_PAUSE) {
            first = now;
        }
        last = now;
        return now - first >= TIME_TO_READ;
    }
}
