package network.reuse.collection.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import network.reuse.collection.domain.Run;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/** A run as a row, for reading. */
@Entity
@Table(name = "run")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class RunRow {
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

    protected RunRow() {}

    static Stored<Run> found(@Nullable RunRow row) {
        if (row == null) {
            throw Refusals.unknown();
        }
        return row.stored();
    }

    Stored<Run> stored() {
        return new Stored<>(id, version, sequence, Runs.TABLE.read(status, state), occurredAt, createdAt, changedAt);
    }
}
