package network.reuse.refurb.application;

import java.util.List;
import java.util.UUID;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.fault.Fault;
import org.jspecify.annotations.Nullable;

/** What became of one device of a shipment. */
public record DispatchRow(
        UUID deviceId,
        Outcome outcome,
        @Nullable String code,
        @Nullable Long version,
        List<Fault> errors) implements BulkReport.Row {

    /** What can become of a device that was named. */
    public enum Outcome {
        DISPATCHED,
        UNCHANGED,
        REJECTED
    }
}
