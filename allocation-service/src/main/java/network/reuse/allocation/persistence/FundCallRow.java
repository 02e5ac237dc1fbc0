package network.reuse.allocation.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import network.reuse.allocation.domain.FundCall;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/** A call for funds as a row, for reading. */
@Entity
@Table(name = "fund_call")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class FundCallRow {
    @Id
    private UUID id;

    private long version;
    private long sequence;
    private String status;
    private String state;

    @Column(name = "occurred_at")
    private @Nullable Instant occurredAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    protected FundCallRow() {}

    static Stored<FundCall> found(@Nullable FundCallRow row) {
        if (row == null) {
            throw Refusals.unknown();
        }
        return row.stored();
    }

    Stored<FundCall> stored() {
        return new Stored<>(
                id, version, sequence, FundCalls.TABLE.read(status, state), occurredAt, createdAt, changedAt);
    }
}
