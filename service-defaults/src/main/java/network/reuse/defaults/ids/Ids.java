package network.reuse.defaults.ids;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Makes UUIDv7 (RFC 9562): rising within a process, so that indexes grow at their end. */
public final class Ids {
    private static final AtomicLong LAST = new AtomicLong();

    private Ids() {}

    /** A new id, greater than every id this process made before. */
    public static UUID next() {
        long ticks = System.currentTimeMillis() << 12;
        long unique = LAST.updateAndGet(last -> Math.max(last + 1, ticks));
        long high = ((unique >>> 12) << 16) | 0x7000L | (unique & 0xFFFL);
        long low = (ThreadLocalRandom.current().nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
