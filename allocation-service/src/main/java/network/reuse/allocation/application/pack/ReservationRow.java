package network.reuse.allocation.application.pack;

import java.util.List;
import java.util.UUID;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.fault.Fault;
import org.jspecify.annotations.Nullable;

/** What became of one request that a pack was to be reserved for. */
public record ReservationRow(
        UUID requestId,
        Outcome outcome,
        @Nullable UUID packId,
        @Nullable String code,
        List<Fault> errors) implements BulkReport.Row {

    /** What can become of a request that was named. */
    public enum Outcome {
        RESERVED,
        REJECTED
    }
}
