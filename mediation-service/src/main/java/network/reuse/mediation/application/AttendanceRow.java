package network.reuse.mediation.application;

import java.util.List;
import java.util.UUID;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.fault.Fault;
import org.jspecify.annotations.Nullable;

/** What became of one booking; its version when it could be seen. */
public record AttendanceRow(
        UUID bookingId, Outcome outcome, @Nullable Long version, List<Fault> errors) implements BulkReport.Row {

    /** What can become of a booking that was named. */
    public enum Outcome {
        RECORDED,
        UNCHANGED,
        REJECTED
    }
}
