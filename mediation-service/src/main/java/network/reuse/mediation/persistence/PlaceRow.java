package network.reuse.mediation.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.mediation.domain.Place;
import org.jspecify.annotations.Nullable;

/** A place as a row, for reading. */
@Entity
@Table(name = "place")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class PlaceRow {
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

    protected PlaceRow() {}

    static Stored<Place> found(@Nullable PlaceRow row) {
        if (row == null) {
            throw Refusals.unknown();
        }
        return row.stored();
    }

    Stored<Place> stored() {
        return new Stored<>(id, version, sequence, Places.TABLE.read(status, state), occurredAt, createdAt, changedAt);
    }
}
