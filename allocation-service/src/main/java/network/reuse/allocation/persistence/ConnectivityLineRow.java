package network.reuse.allocation.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import network.reuse.allocation.domain.ConnectivityLine;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/** A line of a connectivity offer as a row, for reading. */
@Entity
@Table(name = "connectivity_line")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class ConnectivityLineRow {
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

    protected ConnectivityLineRow() {}

    static Stored<ConnectivityLine> found(@Nullable ConnectivityLineRow row) {
        if (row == null) {
            throw Refusals.unknown();
        }
        return row.stored();
    }

    Stored<ConnectivityLine> stored() {
        return new Stored<>(
                id, version, sequence, ConnectivityLines.TABLE.read(status, state), occurredAt, createdAt, changedAt);
    }
}
