package network.reuse.local.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Compares what the gateway counts with what the publishers' journals add up to. */
final class CounterComparison {
    private final Sources sources;
    private final Journals journals;
    private final PendingEvents pending;
    private final Findings findings;

    CounterComparison(Sources sources, Journals journals, PendingEvents pending, Findings findings) {
        this.sources = sources;
        this.journals = journals;
        this.pending = pending;
        this.findings = findings;
    }

    /** The gateway's counters are what the publishers' journals add up to, and what its own changes add up to. */
    void compare() throws SQLException {
        Map<StageCell, long[]> expected = new ExpectedCounters(journals, pending.stopped()).counted();
        Map<StageCell, long[]> counted =
                cells("select region, department, stage, sum(now), sum(ever) from counter group by 1, 2, 3");
        Map<StageCell, long[]> summed = cells(
                "select region, department, stage, sum(now_delta), sum(ever_delta) from progress_change group by 1, 2, 3");
        Set<StageCell> all = new HashSet<>(expected.keySet());
        all.addAll(counted.keySet());
        all.addAll(summed.keySet());
        long[] zero = {0, 0};
        for (StageCell cell : all) {
            long[] right = expected.getOrDefault(cell, zero);
            check(cell, "the publishers' journals", right, "the counter", counted.getOrDefault(cell, zero));
            check(cell, "the publishers' journals", right, "the sum of its changes", summed.getOrDefault(cell, zero));
        }
        findings.count("gateway: counters compared", all.size());
        compareHandOvers(expected);
    }

    /** What stands handed over, summed up by when it happened, is what stands handed over now. */
    private void compareHandOvers(Map<StageCell, long[]> expected) throws SQLException {
        Map<StageCell, long[]> summed =
                cells("select region, department, stage, sum(delta), 0 from hand_over_change group by 1, 2, 3");
        Set<StageCell> all = new HashSet<>(summed.keySet());
        expected.keySet().stream()
                .filter(cell -> Set.of("DELIVERED", "SOLD").contains(cell.stage()))
                .forEach(all::add);
        long[] zero = {0, 0};
        for (StageCell cell : all) {
            long[] right = {expected.getOrDefault(cell, zero)[0], 0};
            check(cell, "the publishers' journals", right, "the sum of hand-overs", summed.getOrDefault(cell, zero));
        }
    }

    private void check(StageCell cell, String said, long[] right, String other, long[] found) {
        if (right[0] != found[0] || right[1] != found[1]) {
            findings.add("gateway: " + cell.stage() + " in department " + cell.department() + " of region "
                    + cell.region() + ": " + said + " make it " + right[0] + " now and " + right[1] + " ever, " + other
                    + " says " + found[0] + " and " + found[1]);
        }
    }

    private Map<StageCell, long[]> cells(String query) throws SQLException {
        Map<StageCell, long[]> cells = new HashMap<>();
        try (Statement statement = sources.connection("gateway").createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                long[] figures = {rows.getLong(4), rows.getLong(5)};
                if (figures[0] != 0 || figures[1] != 0) {
                    cells.put(new StageCell(rows.getString(1), rows.getString(2), rows.getString(3)), figures);
                }
            }
        }
        return cells;
    }
}
