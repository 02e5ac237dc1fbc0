package network.reuse.gateway.edge;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often somebody may call.
 *
 * @param perSecond calls that are allowed again each second
 * @param atOnce calls that are allowed at once behind a pause
 */
record RateLimit(long perSecond, long atOnce) {
    private static final Pattern TEXT = Pattern.compile("\\s*([1-9][0-9]{0,8})\\s*/\\s*([1-9][0-9]{0,8})\\s*");

    /** Reads {@code 200/1000}: 200 a second, 1,000 at once. */
    static RateLimit of(String setting, String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches() || Long.parseLong(parts.group(1)) > Long.parseLong(parts.group(2))) {
            throw new IllegalStateException(setting + " is \"" + text
                    + "\": say how many calls a second and, at least as many, how many at once, such as 200/1000");
        }
        return new RateLimit(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
    }

    /** In what time all calls that are allowed at once are allowed again. */
    Duration window() {
        return Duration.ofSeconds(secondsFor(atOnce));
    }

    /** In how many seconds, rounded up, so many more calls are allowed. */
    long secondsFor(long calls) {
        return Math.ceilDiv(calls, perSecond);
    }
}
