package network.reuse.allocation.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import network.reuse.allocation.domain.Goods;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/** Counted goods as a row, for reading. */
@Entity
@Table(name = "goods")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class GoodsRow {
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

    protected GoodsRow() {}

    Stored<Goods> stored() {
        return new Stored<>(
                id, version, sequence, GoodsInStock.TABLE.read(status, state), occurredAt, createdAt, changedAt);
    }
}
