package network.reuse.local.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the auditor has found so far. */
final class Findings {
    private final List<String> unexplained = new ArrayList<>();
    private final List<String> explained = new ArrayList<>();
    private final Map<String, Long> counts = new HashMap<>();

    void add(String finding) {
        unexplained.add(finding);
    }

    void explain(String difference) {
        explained.add(difference);
    }

    void count(String what, long number) {
        counts.put(what, number);
    }

    List<String> soFar() {
        return List.copyOf(unexplained);
    }

    /** Takes back what was found since then. */
    void backTo(List<String> before) {
        unexplained.clear();
        unexplained.addAll(before);
    }

    Report report() {
        return new Report(List.copyOf(unexplained), List.copyOf(explained), Map.copyOf(counts));
    }
}
