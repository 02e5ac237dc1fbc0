package network.reuse.gateway.passport;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** One step of a device's life, or of its lot's before it, for reading. */
@Entity
@Table(name = "device_event")
class StepRow {
    @Id
    @Column(name = "event_id")
    UUID eventId;

    @Column(name = "device_id")
    UUID deviceId;

    int epoch;
    long sequence;
    String source;
    String type;

    @Column(name = "occurred_at")
    Instant occurredAt;

    @Column(name = "recorded_at")
    Instant recordedAt;

    String department;
    String detail;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    StepRow() {}
}
