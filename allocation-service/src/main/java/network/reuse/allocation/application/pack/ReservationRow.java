package network.reuse.allocation.application.pack;

import java.util.List;
import java.util.UUID;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request that a pack was to be reserved for.
 *
 * @param rank its rank in the back-order of its programme, where it waits for devices
 * @param nearMatch true as a warning that the request looks like one that comes before it in its group, and nobody has decided
 */
public record ReservationRow(
        UUID requestId,
        Outcome outcome,
        @Nullable UUID packId,
        @Nullable String code,
        @Nullable Integer rank,
        @Nullable Boolean nearMatch,
        List<Fault> errors)
        implements BulkReport.Row {

    /** What can become of a request that was named. */
    public enum Outcome {
        RESERVED,
        BACK_ORDERED,
        REJECTED
    }
}
