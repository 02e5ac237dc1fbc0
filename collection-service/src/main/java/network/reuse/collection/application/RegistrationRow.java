package network.reuse.collection.application;

import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.commit.BulkReport;
import org.jspecify.annotations.Nullable;

/** What became of one line of a file: its number, counted from 1 with the heading. */
public record RegistrationRow(
        long line,
        Status status,
        @Nullable UUID deviceId,
        @Nullable String code,
        @Nullable String partnerRef,
        List<Refusal.Fault> errors)
        implements BulkReport.Row {

    /** What can become of a line. */
    public enum Status {
        CREATED,
        UNCHANGED,
        REJECTED
    }

    @Override
    public Enum<?> outcome() {
        return status;
    }
}
