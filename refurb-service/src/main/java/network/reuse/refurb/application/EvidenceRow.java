package network.reuse.refurb.application;

import java.util.List;
import java.util.UUID;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.fault.Fault;
import org.jspecify.annotations.Nullable;

/**
 * What became of what a file says of one drive, or of a file that cannot be read.
 *
 * @param file the file's place in the call, counted from 0
 * @param drive what the file calls it; absent of a file that cannot be read
 * @param evidenceId where it waits in the tray; absent when it does not
 * @param level what the run reached on the medium; absent when it was not recorded
 */
public record EvidenceRow(
        int file,
        String sha256,
        @Nullable String drive,
        @Nullable String serialNumber,
        Outcome outcome,
        @Nullable UUID evidenceId,
        @Nullable UUID deviceId,
        @Nullable String code,
        @Nullable SanitisationLevel level,
        @Nullable Long version,
        List<Fault> errors)
        implements BulkReport.Row {

    /** What can become of it. */
    public enum Outcome {
        /** It is an erasure of a medium on the bench now. */
        RECORDED,
        /** The same was taken before: nothing has changed. */
        UNCHANGED,
        /** No medium on the bench is the one that it names: it waits in the tray. */
        UNMATCHED,
        /** It shows no erasure that can be recorded. */
        REJECTED
    }
}
