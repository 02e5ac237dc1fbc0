package network.reuse.mediation.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.mediation.domain.Tour;
import org.jspecify.annotations.Nullable;

/** A tour as a row, for reading. */
@Entity
@Table(name = "tour")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class TourRow {
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

    protected TourRow() {}

    static Stored<Tour> found(@Nullable TourRow row) {
        if (row == null) {
            throw Refusals.unknown();
        }
        return row.stored();
    }

    Stored<Tour> stored() {
        return new Stored<>(id, version, sequence, Tours.TABLE.read(status, state), occurredAt, createdAt, changedAt);
    }
}
