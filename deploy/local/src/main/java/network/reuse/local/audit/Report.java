package network.reuse.local.audit;

import java.util.List;
import java.util.Map;

/** What the books say: differences that nothing explains, and what waits or is quarantined with its reason. */
public record Report(List<String> findings, List<String> explained, Map<String, Long> counts) {
    /** Whether every difference is explained. */
    public boolean isClean() {
        return findings.isEmpty();
    }
}
