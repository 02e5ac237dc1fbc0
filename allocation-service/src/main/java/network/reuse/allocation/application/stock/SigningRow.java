package network.reuse.allocation.application.stock;

import java.util.List;
import java.util.UUID;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.fault.Fault;
import org.jspecify.annotations.Nullable;

/** What became of one device that was signed for; {@code device} is the id or code it was named by. */
public record SigningRow(
        String device,
        Outcome outcome,
        @Nullable UUID deviceId,
        @Nullable String code,
        @Nullable Long version,
        List<Fault> errors)
        implements BulkReport.Row {

    /** What can become of a device that was named. */
    public enum Outcome {
        STOCKED,
        UNCHANGED,
        REJECTED
    }
}
