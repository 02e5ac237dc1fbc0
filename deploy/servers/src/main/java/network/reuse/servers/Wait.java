package network.reuse.servers;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for a condition, with a deadline, and with words for what was waited for. */
public final class Wait {
    private Wait() {}

    /** Returns how long it took until the condition held; ends early when the child that should bring it about is dead. */
    public static Duration until(String what, Duration limit, Child child, BooleanSupplier condition) {
        return until(what, limit, condition, () -> {
            if (!child.isUp()) {
                throw new IllegalStateException(
                        "Waiting for " + what + ", but the process ended: read " + child.endOfLog());
            }
        });
    }

    /** Returns how long it took until the condition held. */
    public static Duration until(String what, Duration limit, BooleanSupplier condition) {
        return until(what, limit, condition, () -> {});
    }

    private static Duration until(String what, Duration limit, BooleanSupplier condition, Runnable check) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            check.run();
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new IllegalStateException(
                        "Waited " + limit.toSeconds() + " s for " + what + " in vain: read the logs.");
            }
            pause(Duration.ofMillis(40));
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Sleeps for that time; an interruption ends it with an error. */
    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting.", interrupted);
        }
    }
}
