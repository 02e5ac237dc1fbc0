package network.reuse.collection.application;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.Lot.Accepted;
import network.reuse.collection.domain.Lot.Collected;
import network.reuse.collection.domain.Lot.Declined;
import network.reuse.collection.domain.Lot.Loaded;
import network.reuse.collection.domain.Lot.Offered;
import network.reuse.collection.domain.Lot.PickupBooked;
import network.reuse.collection.domain.Lot.Withdrawn;
import network.reuse.collection.domain.LotStatus;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.Territory;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * A lot as its parties see it.
 *
 * @param lastStepAt when the last step happened, as it was recorded
 * @param createdAt when its first version was written
 * @param changedAt when this version was written; {@code changedSince} compares it
 */
public record LotView(
        UUID id,
        String code,
        LotStatus status,
        long version,
        @Nullable Instant lastStepAt,
        Instant createdAt,
        Instant changedAt,
        UUID donor,
        DonorKind donorKind,
        UUID recipient,
        @Nullable UUID workshop,
        @Nullable UUID carrier,
        @Nullable Instant pickupFrom,
        @Nullable Instant pickupUntil,
        List<Quantity> quantities,
        Territory territory,
        Environment env,
        @Nullable String partnerRef,
        @Nullable String reason,
        List<Lot.Move> legal) {

    static LotView of(Stored<Lot> stored) {
        Lot lot = stored.state();
        return switch (lot) {
            case Offered _ -> view(stored, null, null, null, null, null);
            case Accepted a -> view(stored, a.workshop(), null, null, null, null);
            case PickupBooked p -> view(stored, p.workshop(), p.carrier(), p.from(), p.until(), null);
            case Loaded l -> view(stored, l.workshop(), l.carrier(), null, null, null);
            case Collected c -> view(stored, c.workshop(), c.carrier(), null, null, null);
            case Declined d -> view(stored, null, null, null, null, d.reason());
            case Withdrawn w -> view(stored, null, null, null, null, w.reason());
        };
    }

    private static LotView view(
            Stored<Lot> stored,
            @Nullable UUID workshop,
            @Nullable UUID carrier,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable String reason) {
        Lot lot = stored.state();
        return new LotView(
                stored.id(),
                lot.attributes().code(),
                lot.status(),
                stored.version(),
                stored.occurredAt(),
                stored.createdAt(),
                stored.changedAt(),
                lot.attributes().donor(),
                lot.attributes().donorKind(),
                lot.attributes().recipient(),
                workshop,
                carrier,
                from,
                until,
                lot.quantities(),
                lot.attributes().territory(),
                lot.attributes().env(),
                lot.attributes().partnerRef(),
                reason,
                lot.legal());
    }
}
