package network.reuse.allocation.application;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/** What became of each request that packs were to be reserved for, in the order in which they were named. */
public record ReservationReport(int reserved, int rejected, List<Row> rows) {

    /**
     * What became of one request.
     *
     * @param extensions what was missing, when something was
     */
    public record Row(
            UUID requestId,
            Outcome outcome,
            @Nullable UUID packId,
            @Nullable String code,
            List<Refusal.Fault> errors,
            Map<String, Object> extensions) {}

    /** What can become of a request that was named. */
    public enum Outcome {
        RESERVED,
        REJECTED
    }

    static ReservationReport of(List<Row> rows) {
        int reserved = (int)
                rows.stream().filter(row -> row.outcome() == Outcome.RESERVED).count();
        return new ReservationReport(reserved, rows.size() - reserved, rows);
    }
}
