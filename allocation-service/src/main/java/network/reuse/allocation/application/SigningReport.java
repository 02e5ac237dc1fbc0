package network.reuse.allocation.application;

import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/** What became of each device of a shipment, in the order in which they were named. */
public record SigningReport(int stocked, int unchanged, int rejected, List<Row> rows) {

    /** What became of one device; {@code device} is the id or code it was named by. */
    public record Row(
            String device,
            Outcome outcome,
            @Nullable UUID deviceId,
            @Nullable String code,
            @Nullable Long version,
            List<Refusal.Fault> errors) {}

    /** What can become of a device that was named. */
    public enum Outcome {
        STOCKED,
        UNCHANGED,
        REJECTED
    }

    static SigningReport of(List<Row> rows) {
        return new SigningReport(
                count(rows, Outcome.STOCKED), count(rows, Outcome.UNCHANGED), count(rows, Outcome.REJECTED), rows);
    }

    private static int count(List<Row> rows, Outcome outcome) {
        return (int) rows.stream().filter(row -> row.outcome() == outcome).count();
    }
}
