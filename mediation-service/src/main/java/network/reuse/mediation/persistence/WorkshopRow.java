package network.reuse.mediation.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.mediation.domain.Seats;
import network.reuse.mediation.domain.Workshop;
import org.jspecify.annotations.Nullable;

/** A workshop with its seats as a row, for reading. */
@Entity
@Table(name = "workshop")
@SecondaryTable(name = "workshop_seats", pkJoinColumns = @PrimaryKeyJoinColumn(name = "workshop_id"))
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class WorkshopRow {
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

    @SuppressWarnings("UnusedVariable") // searched by
    private String department;

    @SuppressWarnings("UnusedVariable") // searched by
    private String env;

    @SuppressWarnings("UnusedVariable") // searched by
    private String code;

    @SuppressWarnings("UnusedVariable") // searched by
    @Column(name = "place_id")
    private UUID placeId;

    @SuppressWarnings("UnusedVariable") // searched by
    @Column(name = "series_id")
    private @Nullable UUID seriesId;

    @SuppressWarnings("UnusedVariable") // searched by
    @Column(name = "reference_form")
    private String referenceForm;

    @Column(name = "changed_at")
    private Instant changedAt;

    @Column(name = "starts_at")
    private Instant startsAt;

    @Column(table = "workshop_seats")
    private int booked;

    @Column(table = "workshop_seats")
    private int offered;

    @Column(table = "workshop_seats")
    private int waiting;

    @Column(table = "workshop_seats", name = "last_place")
    private long lastPlace;

    protected WorkshopRow() {}

    static WorkshopRow found(@Nullable WorkshopRow row) {
        if (row == null) {
            throw Refusals.unknown();
        }
        return row;
    }

    Instant startsAt() {
        return startsAt;
    }

    Workshops.Seated seated() {
        Workshop workshop = Workshops.TABLE.read(status, state);
        return new Workshops.Seated(
                new Stored<>(id, version, sequence, workshop, occurredAt, createdAt, changedAt),
                new Seats(workshop.capacity(), booked, offered, waiting, lastPlace));
    }
}
