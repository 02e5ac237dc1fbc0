package network.reuse.collection.application;

import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import org.jspecify.annotations.Nullable;

/** What became of each line of a file. */
public record RegistrationReport(boolean dryRun, int created, int unchanged, int rejected, List<Row> rows) {

    /** What became of one line: its number in the file, counted from 1 with the heading. */
    public record Row(
            long line,
            Status status,
            @Nullable UUID deviceId,
            @Nullable String code,
            @Nullable String partnerRef,
            List<Refusal.Fault> errors) {}

    /** What can become of a line. */
    public enum Status {
        CREATED,
        UNCHANGED,
        REJECTED
    }

    static RegistrationReport of(boolean dryRun, List<Row> rows) {
        return new RegistrationReport(
                dryRun, count(rows, Status.CREATED), count(rows, Status.UNCHANGED), count(rows, Status.REJECTED), rows);
    }

    private static int count(List<Row> rows, Status status) {
        return (int) rows.stream().filter(row -> row.status() == status).count();
    }
}
