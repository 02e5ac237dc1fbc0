package network.reuse.defaults.time;

/**
 * This process's clock is too far from the database's, or has not been compared with it yet, so nothing is stamped and no
 * timer fires. Passes: callers are told to come back, consumers try again.
 */
public final class SkewedClock extends RuntimeException {
    SkewedClock(String message) {
        super(message, null, false, false);
    }
}
