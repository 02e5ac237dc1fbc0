package network.reuse.allocation.application.pack;

import java.util.List;
import java.util.UUID;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.fault.Fault;
import org.jspecify.annotations.Nullable;

/** What became of one pack of a day's hand-overs or sales; a sale has its receipt. */
public record HandOverRow(
        UUID packId,
        Outcome outcome,
        @Nullable Long version,
        @Nullable String receipt,
        List<Fault> errors) implements BulkReport.Row {

    /** What can become of a pack that was named. */
    public enum Outcome {
        DONE,
        UNCHANGED,
        REJECTED
    }
}
