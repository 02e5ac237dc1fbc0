package network.reuse.allocation.application.pack;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.commit.BulkReport;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request that a pack was to be reserved for.
 *
 * @param extensions what was missing, when something was
 */
public record ReservationRow(
        UUID requestId,
        Outcome outcome,
        @Nullable UUID packId,
        @Nullable String code,
        List<Refusal.Fault> errors,
        Map<String, Object> extensions)
        implements BulkReport.Row {

    /** What can become of a request that was named. */
    public enum Outcome {
        RESERVED,
        REJECTED
    }
}
