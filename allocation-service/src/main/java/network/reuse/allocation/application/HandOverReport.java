package network.reuse.allocation.application;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/** What became of each pack of a day's hand-overs or sales, in the order in which they were named. */
public record HandOverReport(int done, int unchanged, int rejected, List<Row> rows) {

    /** What became of one pack; a sale has its receipt. */
    public record Row(
            UUID packId,
            Outcome outcome,
            @Nullable Long version,
            @Nullable String receipt,
            List<Refusal.Fault> errors,
            Map<String, Object> extensions) {}

    /** What can become of a pack that was named. */
    public enum Outcome {
        DONE,
        UNCHANGED,
        REJECTED
    }

    static HandOverReport of(List<Row> rows) {
        return new HandOverReport(
                count(rows, Outcome.DONE), count(rows, Outcome.UNCHANGED), count(rows, Outcome.REJECTED), rows);
    }

    private static int count(List<Row> rows, Outcome outcome) {
        return (int) rows.stream().filter(row -> row.outcome() == outcome).count();
    }
}
