package network.reuse.gateway.webhooks;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a receiver asks to be left in peace. */
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final Duration LONGEST = Duration.ofHours(24);

    private RetryAfter() {}

    /** So many seconds as the header says, a day at most; null when it says none. A date is taken for none. */
    static @Nullable Duration of(@Nullable String header) {
        if (header == null || !SECONDS.matcher(header.strip()).matches()) {
            return null;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(header.strip()));
        return asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
    }
}
