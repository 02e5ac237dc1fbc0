package network.reuse.collection.application;

import java.util.List;
import java.util.UUID;
import network.reuse.collection.domain.Counted;
import network.reuse.collection.domain.Custody;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.LotStatus;
import network.reuse.collection.domain.Settlement;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * The paper that goes with a lot: who gave it to whom, what each counted, and what was settled. There is none while the counts
 * differ.
 *
 * @param version of the lot
 * @param handedOver null when donor and carrier had agreed on one count
 * @param takenOver null in the same case, and where the donor is the carrier: one organisation signs the departure once
 * @param collected what left the donor, by every count and by what was settled
 * @param atWorkshop what came to the workshop, in the same way
 */
public record TransferSlip(
        UUID lotId,
        String code,
        LotStatus status,
        long version,
        UUID donor,
        UUID carrier,
        UUID workshop,
        @Nullable String partnerRef,
        @Nullable Counted handedOver,
        @Nullable Counted takenOver,
        @Nullable Counted delivered,
        @Nullable Counted received,
        List<Quantity> collected,
        List<Quantity> atWorkshop,
        List<Settlement> settlements) {

    static TransferSlip of(Stored<Lot> stored) {
        return switch (stored.state()) {
            case Lot.TakenOver lot -> of(stored, lot.carrier(), lot.workshop(), lot.custody());
            case Lot.Delivered lot -> of(stored, lot.carrier(), lot.workshop(), lot.custody());
            case Lot.Received lot -> of(stored, lot.carrier(), lot.workshop(), lot.custody());
            case Lot.Offered _,
                    Lot.Accepted _,
                    Lot.PickupBooked _,
                    Lot.Loaded _,
                    Lot.Collected _,
                    Lot.HandedOver _,
                    Lot.Supplied _,
                    Lot.Declined _,
                    Lot.Withdrawn _ ->
                throw Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "not_taken_over",
                        "Le bordereau existe une fois que les deux parties ont compté le lot, chacune de son côté.",
                        "There is a slip once both parties have counted the lot, each on its own.");
        };
    }

    private static TransferSlip of(Stored<Lot> stored, UUID carrier, UUID workshop, Custody custody) {
        custody.requireSettled();
        Lot lot = stored.state();
        return new TransferSlip(
                stored.id(),
                lot.attributes().code(),
                lot.status(),
                stored.version(),
                lot.attributes().donor(),
                carrier,
                workshop,
                lot.attributes().partnerRef(),
                custody.handedOver(),
                custody.takenOver(),
                custody.delivered(),
                custody.received(),
                custody.collected(),
                custody.atWorkshop(),
                custody.settlements());
    }
}
