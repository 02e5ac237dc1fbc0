package network.reuse.allocation.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import network.reuse.allocation.domain.ConnectivityOffer;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/** A connectivity offer as a row, for reading. */
@Entity
@Table(name = "connectivity_offer")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class ConnectivityOfferRow {
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

    protected ConnectivityOfferRow() {}

    Stored<ConnectivityOffer> stored() {
        return new Stored<>(
                id, version, sequence, ConnectivityOffers.TABLE.read(status, state), occurredAt, createdAt, changedAt);
    }
}
