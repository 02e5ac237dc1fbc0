package network.reuse.collection.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import network.reuse.collection.domain.Site;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/** A site as a row, for reading. */
@Entity
@Table(name = "site")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class SiteRow {
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

    protected SiteRow() {}

    static Stored<Site> found(@Nullable SiteRow row) {
        if (row == null) {
            throw Refusals.unknown();
        }
        return row.stored();
    }

    Stored<Site> stored() {
        return new Stored<>(id, version, sequence, Sites.TABLE.read(status, state), occurredAt, createdAt, changedAt);
    }
}
