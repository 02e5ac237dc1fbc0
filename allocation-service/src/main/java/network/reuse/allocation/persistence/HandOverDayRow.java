package network.reuse.allocation.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import network.reuse.allocation.domain.HandOverDay;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/** A day of hand-overs as a row, for reading. */
@Entity
@Table(name = "hand_over_day")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class HandOverDayRow {
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

    protected HandOverDayRow() {}

    static Stored<HandOverDay> found(@Nullable HandOverDayRow row) {
        if (row == null) {
            throw Refusals.unknown();
        }
        return row.stored();
    }

    Stored<HandOverDay> stored() {
        return new Stored<>(
                id, version, sequence, HandOverDays.TABLE.read(status, state), occurredAt, createdAt, changedAt);
    }
}
