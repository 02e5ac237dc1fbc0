package network.reuse.collection.application;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.Lot.Accepted;
import network.reuse.collection.domain.Lot.Collected;
import network.reuse.collection.domain.Lot.Declined;
import network.reuse.collection.domain.Lot.Delivered;
import network.reuse.collection.domain.Lot.HandedOver;
import network.reuse.collection.domain.Lot.Loaded;
import network.reuse.collection.domain.Lot.Offered;
import network.reuse.collection.domain.Lot.PickupBooked;
import network.reuse.collection.domain.Lot.Received;
import network.reuse.collection.domain.Lot.Supplied;
import network.reuse.collection.domain.Lot.TakenOver;
import network.reuse.collection.domain.Lot.Withdrawn;
import network.reuse.collection.domain.LotStatus;
import network.reuse.collection.domain.Purchase;
import network.reuse.collection.domain.Stop;
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
 * @param site the donor's site where it is fetched: the booked pickup's, else the one that the donor named
 * @param stop when the carrier comes, once it has planned its run
 * @param donor who gives it, or sold it
 * @param purchase how it was bought; null where it is given
 * @param custody what its parties counted, each on its own; null until one has
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
        @Nullable UUID site,
        @Nullable Stop stop,
        List<Quantity> quantities,
        Territory territory,
        Environment env,
        @Nullable String partnerRef,
        @Nullable String reason,
        @Nullable CustodyView custody,
        @Nullable Purchase purchase,
        List<Lot.Move> legal) {

    static LotView of(Stored<Lot> stored) {
        Lot lot = stored.state();
        return switch (lot) {
            case Offered _ -> view(stored, null, null, null, null, null);
            case Accepted a ->
                view(
                        stored,
                        a.workshop(),
                        null,
                        null,
                        null,
                        a.cancelled() == null ? null : a.cancelled().reason());
            case PickupBooked p -> view(stored, p.workshop(), p.carrier(), p.from(), p.until(), null);
            case Loaded l -> view(stored, l.workshop(), l.carrier(), null, null, null);
            case Collected c -> view(stored, c.workshop(), c.carrier(), null, null, null);
            case HandedOver h -> view(stored, h.workshop(), h.carrier(), null, null, null);
            case TakenOver t -> view(stored, t.workshop(), t.carrier(), null, null, null);
            case Delivered d -> view(stored, d.workshop(), d.carrier(), null, null, null);
            case Received r -> view(stored, r.workshop(), r.carrier(), null, null, null);
            case Supplied s -> view(stored, s.workshop(), null, null, null, null);
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
                lot.siteShown().orElse(null),
                lot instanceof PickupBooked booked ? booked.stop() : null,
                lot.quantities(),
                lot.attributes().territory(),
                lot.attributes().env(),
                lot.attributes().partnerRef(),
                reason,
                CustodyView.of(lot),
                lot instanceof Supplied supplied ? supplied.purchase() : null,
                lot.legal());
    }
}
