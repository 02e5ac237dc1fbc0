package network.reuse.allocation.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import network.reuse.allocation.domain.Appointment;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/** An appointment as a row, for reading. */
@Entity
@Table(name = "appointment")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class AppointmentRow {
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

    protected AppointmentRow() {}

    static Stored<Appointment> found(@Nullable AppointmentRow row) {
        if (row == null) {
            throw Refusals.unknown();
        }
        return row.stored();
    }

    Stored<Appointment> stored() {
        return new Stored<>(
                id, version, sequence, Appointments.TABLE.read(status, state), occurredAt, createdAt, changedAt);
    }
}
