package network.reuse.defaults.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How long what has failed rests before it is tried again. */
@FunctionalInterface
public interface BackOff {

    /** The rest after so many failures, counted from 1; empty when it is not tried any more. */
    Optional<Duration> after(int failures);

    /** These, one after the other; what fails once more is not tried any more. */
    static BackOff of(Duration... rests) {
        List<Duration> all = List.of(rests);
        return failures -> failures > all.size() ? Optional.empty() : Optional.of(all.get(failures - 1));
    }

    /** Twice as long after each failure, at most the longest, for ever. */
    static BackOff doubling(Duration first, Duration longest) {
        return failures -> {
            Duration rest = first;
            for (int i = 1; i < failures && rest.compareTo(longest) < 0; i++) {
                rest = rest.multipliedBy(2);
            }
            return Optional.of(rest.compareTo(longest) < 0 ? rest : longest);
        };
    }
}
