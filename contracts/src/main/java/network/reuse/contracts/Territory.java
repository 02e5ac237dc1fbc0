package network.reuse.contracts;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where something counts, by INSEE codes as text: region {@code "44"} is Grand Est, department {@code "44"} is
 * Loire-Atlantique. The two are never compared with each other.
 */
public record Territory(
        String region, String department, @Nullable String commune) {
    public Territory {
        Objects.requireNonNull(region);
        Objects.requireNonNull(department);
    }
}
