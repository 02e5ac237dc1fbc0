package network.reuse.refurb.application;

import java.util.List;
import java.util.UUID;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.fault.Fault;
import org.jspecify.annotations.Nullable;

/** What became of one device that was to be put on a pallet, or taken off it. */
public record PalletLoadRow(
        UUID deviceId,
        Outcome outcome,
        @Nullable String code,
        @Nullable Long version,
        List<Fault> errors) implements BulkReport.Row {

    /** What can become of a device that was named. */
    public enum Outcome {
        LOADED,
        UNLOADED,
        UNCHANGED,
        REJECTED
    }
}
