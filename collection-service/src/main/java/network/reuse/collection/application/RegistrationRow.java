package network.reuse.collection.application;

import java.util.List;
import java.util.UUID;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.fault.Fault;
import org.jspecify.annotations.Nullable;

/** What became of one line of a file: its number is the file's own, counted from 1. */
public record RegistrationRow(
        long line,
        Outcome outcome,
        @Nullable UUID deviceId,
        @Nullable String code,
        @Nullable String partnerRef,
        List<Fault> errors)
        implements BulkReport.Row {

    /** What can become of a line. */
    public enum Outcome {
        CREATED,
        UNCHANGED,
        REJECTED,
        /** It is no device's, such as a title above the heading. */
        SKIPPED
    }
}
