package network.reuse.collection.application;

import java.util.List;
import network.reuse.collection.domain.Counted;
import network.reuse.collection.domain.Custody;
import network.reuse.collection.domain.Denial;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.Redirection;
import network.reuse.collection.domain.Settlement;
import network.reuse.contracts.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * How a lot went from hand to hand, as its parties see it.
 *
 * @param handedOver what the donor counted as it gave the lot
 * @param takenOver what the carrier counted as it took it; null where the donor is the carrier
 * @param delivered what the carrier counted at the workshop
 * @param received what the workshop counted
 * @param atWorkshop what is at the workshop by every count and by what was settled
 * @param disputed of how many devices nobody has said what became of them
 * @param denials who says that disputed devices were never given, while others who counted them have not said so
 * @param redirections the workshops that it was delivered to in vain
 */
public record CustodyView(
        @Nullable Counted handedOver,
        @Nullable Counted takenOver,
        @Nullable Counted delivered,
        @Nullable Counted received,
        List<Quantity> atWorkshop,
        List<Quantity> disputed,
        List<Settlement> settlements,
        List<Denial> denials,
        List<Redirection> redirections) {

    static @Nullable CustodyView of(Lot lot) {
        if (lot instanceof Lot.HandedOver waiting) {
            return new CustodyView(
                    waiting.handedOver(), null, null, null, List.of(), List.of(), List.of(), List.of(), List.of());
        }
        return lot.handedOn().map(CustodyView::of).orElse(null);
    }

    private static CustodyView of(Custody custody) {
        return new CustodyView(
                custody.handedOver(),
                custody.takenOver(),
                custody.delivered(),
                custody.received(),
                custody.atWorkshop(),
                custody.disputed(),
                custody.settlements(),
                custody.denials(),
                custody.redirections());
    }
}
