package network.reuse.refurb.application;

import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/** What became of each device of a shipment, in the order in which they were named. */
public record DispatchReport(int dispatched, int unchanged, int rejected, List<Row> rows) {

    /** What became of one device. */
    public record Row(
            UUID deviceId,
            Outcome outcome,
            @Nullable String code,
            @Nullable Long version,
            List<Refusal.Fault> errors) {}

    /** What can become of a device that was named. */
    public enum Outcome {
        DISPATCHED,
        UNCHANGED,
        REJECTED
    }

    static DispatchReport of(List<Row> rows) {
        return new DispatchReport(
                count(rows, Outcome.DISPATCHED), count(rows, Outcome.UNCHANGED), count(rows, Outcome.REJECTED), rows);
    }

    private static int count(List<Row> rows, Outcome outcome) {
        return (int) rows.stream().filter(row -> row.outcome() == outcome).count();
    }
}
