package network.reuse.refurb.application;

import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/** What became of each device of a truckload, in the order in which they were named. */
public record ReceptionReport(int received, int unchanged, int rejected, List<Row> rows) {

    /** What became of one device. */
    public record Row(
            UUID deviceId,
            Outcome outcome,
            @Nullable String code,
            @Nullable Long version,
            List<Refusal.Fault> errors) {}

    /** What can become of a device that was named. */
    public enum Outcome {
        RECEIVED,
        UNCHANGED,
        REJECTED
    }

    static ReceptionReport of(List<Row> rows) {
        return new ReceptionReport(
                count(rows, Outcome.RECEIVED), count(rows, Outcome.UNCHANGED), count(rows, Outcome.REJECTED), rows);
    }

    private static int count(List<Row> rows, Outcome outcome) {
        return (int) rows.stream().filter(row -> row.outcome() == outcome).count();
    }
}
