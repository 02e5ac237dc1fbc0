package network.reuse.refurb.application;

import java.util.List;
import java.util.UUID;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.fault.Fault;
import network.reuse.refurb.domain.DeviceStatus;
import org.jspecify.annotations.Nullable;

/** What became of the work that was reported on one device. */
public record WorkRow(
        UUID deviceId,
        Outcome outcome,
        @Nullable String code,
        @Nullable DeviceStatus status,
        @Nullable Long version,
        List<Fault> errors)
        implements BulkReport.Row {

    /** What can become of a device's row. */
    public enum Outcome {
        RECORDED,
        UNCHANGED,
        REJECTED
    }
}
