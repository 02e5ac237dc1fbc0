package network.reuse.refurb.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.refurb.domain.Pallet;
import org.jspecify.annotations.Nullable;

/** A pallet as a row, for reading. */
@Entity
@Table(name = "pallet")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class PalletRow {
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

    protected PalletRow() {}

    static Stored<Pallet> found(@Nullable PalletRow row) {
        if (row == null) {
            throw Refusals.unknown();
        }
        return row.stored();
    }

    Stored<Pallet> stored() {
        return new Stored<>(id, version, sequence, Pallets.TABLE.read(status, state), occurredAt, createdAt, changedAt);
    }
}
