package network.reuse.allocation.application.request;

import java.util.List;
import java.util.UUID;
import network.reuse.defaults.commit.BulkReport;
import network.reuse.defaults.fault.Fault;
import org.jspecify.annotations.Nullable;

/** What became of one line of a list of requests: its number is the file's own, counted from 1. Tells nothing of the person. */
public record RequestRow(
        long line,
        Outcome outcome,
        @Nullable UUID requestId,
        @Nullable String code,
        @Nullable String partnerRef,
        List<Fault> errors)
        implements BulkReport.Row {

    /** What can become of a line. */
    public enum Outcome {
        CREATED,
        /** This very request was made before. */
        UNCHANGED,
        REJECTED,
        /** It is no request, such as a title above the heading. */
        SKIPPED
    }
}
