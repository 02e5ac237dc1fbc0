package network.reuse.mediation.application;

import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/** What became of each booking of one call, in its order. */
public record AttendanceReport(int recorded, int unchanged, int rejected, List<Row> rows) {
    public AttendanceReport {
        rows = List.copyOf(rows);
    }

    /** What became of one booking. */
    public enum Outcome {
        RECORDED,
        UNCHANGED,
        REJECTED
    }

    /** One booking; its version when it could be seen. */
    public record Row(
            UUID bookingId, Outcome outcome, @Nullable Long version, List<Refusal.Fault> errors) {
        public Row {
            errors = List.copyOf(errors);
        }
    }

    static AttendanceReport of(List<Row> rows) {
        return new AttendanceReport(
                count(rows, Outcome.RECORDED), count(rows, Outcome.UNCHANGED), count(rows, Outcome.REJECTED), rows);
    }

    private static int count(List<Row> rows, Outcome outcome) {
        return (int) rows.stream().filter(row -> row.outcome() == outcome).count();
    }
}
