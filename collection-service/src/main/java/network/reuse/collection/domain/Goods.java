package network.reuse.collection.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.CollectionEvent.GoodsAnnounced;
import network.reuse.contracts.CollectionEvent.GoodsCounted;
import network.reuse.contracts.CollectionEvent.GoodsDifferenceSettled;
import network.reuse.contracts.CollectionEvent.GoodsHandedOver;
import network.reuse.contracts.CollectionEvent.GoodsRecalled;
import network.reuse.contracts.CollectionEvent.GoodsReceived;
import network.reuse.contracts.CollectionEvent.GoodsRejoined;
import network.reuse.contracts.CollectionEvent.GoodsTakenOver;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DiscrepancyOutcome;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.State;
import org.jspecify.annotations.Nullable;

/**
 * Goods that are counted and not told apart. Whoever holds them hands a part over, which is goods of its own until the recipient
 * has counted it; where the two counts differ, the sender says what became of the difference. What is received is always held, on
 * its way, disputed, lost, or put right by a stock-taking: nothing appears or vanishes unsaid.
 */
public sealed interface Goods extends State {
    /** The most that are counted together. */
    int MOST = 1_000_000;

    GoodsAttributes attributes();

    @Override
    List<Move> legal();

    @Override
    default GoodsStatus status() {
        return switch (this) {
            case InStock _ -> GoodsStatus.IN_STOCK;
            case OnTheWay _ -> GoodsStatus.ON_THE_WAY;
            case Recalled _ -> GoodsStatus.RECALLED;
        };
    }

    /** The organisations whose move it is. */
    default Set<UUID> owners() {
        return switch (this) {
            case InStock held ->
                held.difference() == null
                        ? Set.of(held.holder())
                        : Set.of(held.holder(), held.difference().sender());
            case OnTheWay onTheWay -> Set.of(onTheWay.sender(), onTheWay.recipient());
            case Recalled _ -> Set.of();
        };
    }

    /** What can be done to goods; in paths each is spelled as its resource. */
    enum Move {
        HANDOVER,
        TAKEOVER,
        RECALL,
        SETTLEMENT,
        STOCKTAKING
    }

    /** An organisation received goods from their donor, and counted them. */
    static Decision<Goods, CollectionEvent> receive(GoodsAttributes attributes, UUID holder, int count) {
        return Decision.of(
                new InStock(attributes, holder, count, null),
                new GoodsReceived(
                        attributes.id(),
                        attributes.code(),
                        attributes.donor(),
                        holder,
                        attributes.kind(),
                        attributes.condition().name(),
                        count));
    }

    /** What is sent of some goods, as goods of its own. */
    static Decision<Goods, CollectionEvent> part(
            InStock whole, UUID id, String code, UUID recipient, int sent, @Nullable String partnerRef) {
        GoodsAttributes attributes = whole.attributes();
        UUID holder = whole.holder();
        Set<UUID> parties = new HashSet<>(List.of(attributes.donor(), holder, recipient));
        GoodsAttributes part = new GoodsAttributes(
                id,
                code,
                attributes.donor(),
                attributes.donorKind(),
                attributes.kind(),
                attributes.condition(),
                parties,
                attributes.territory(),
                attributes.env(),
                attributes.id(),
                holder,
                partnerRef);
        return Decision.of(
                new OnTheWay(part, holder, recipient, sent),
                new GoodsAnnounced(
                        id,
                        code,
                        attributes.id(),
                        attributes.donor(),
                        holder,
                        recipient,
                        attributes.kind(),
                        attributes.condition().name(),
                        sent));
    }

    /** What the sender said that it sent, and what the recipient counted. */
    record Difference(UUID sender, int sent, int counted) {
        /** How many the recipient missed; fewer than none when it counted more. */
        public int missed() {
            return sent - counted;
        }
    }

    /**
     * An organisation holds so many.
     *
     * @param difference what the sender has not explained yet; null when there is nothing
     */
    record InStock(
            GoodsAttributes attributes,
            UUID holder,
            int count,
            @Nullable Difference difference) implements Goods {

        /** Sends so many of them to another organisation; they are what {@link Goods#part} makes of them. */
        public Decision<Goods, CollectionEvent> handOver(UUID part, UUID recipient, int sent) {
            if (recipient.equals(holder)) {
                throw Refusal.invalid(
                        "/recipient",
                        "to_itself",
                        "Ces biens sont déjà chez vous ; indiquez une autre organisation.",
                        "You hold these goods already; name another organisation.");
            }
            if (sent < 1) {
                throw Refusal.invalid(
                        "/count", "too_small", "Au moins un bien part.", "At least one of the goods leaves.");
            }
            return Decision.of(
                    new InStock(attributes, holder, less(sent, "/count"), difference),
                    new GoodsHandedOver(attributes.id(), part, recipient, sent));
        }

        /** So many of a part come back, or never left; fewer than none when more left than was said. */
        public Decision<Goods, CollectionEvent> rejoin(UUID part, int back, String reason) {
            int next = back < 0 ? less(-back, "/outcome") : count + back;
            return Decision.of(
                    new InStock(attributes, holder, next, difference),
                    new GoodsRejoined(attributes.id(), part, count, next, reason));
        }

        /** A stock-taking found another count. */
        public Decision<Goods, CollectionEvent> count(int found, String reason) {
            if (found == count) {
                throw Refusal.invalid(
                        "/count",
                        "nothing_changed",
                        "Le compte est déjà de " + count + ".",
                        "The count is " + count + " already.");
            }
            return Decision.of(
                    new InStock(attributes, holder, found, difference),
                    new GoodsCounted(attributes.id(), count, found, reason));
        }

        /**
         * The sender says what became of the difference between both counts. FOUND: it has what the recipient missed, or has as
         * many fewer as the recipient counted too many. NEVER_GIVEN: its own count had been wrong. LOST: they are gone.
         */
        public Decision<Goods, CollectionEvent> settle(DiscrepancyOutcome outcome, String reason) {
            if (difference == null) {
                throw illegal();
            }
            if (difference.missed() < 0 && outcome == DiscrepancyOutcome.LOST) {
                throw Refusal.invalid(
                        "/outcome",
                        "nothing_missing",
                        "Le destinataire en a compté " + -difference.missed() + " de plus ; rien n'est perdu.",
                        "The recipient counted " + -difference.missed() + " more; none is lost.");
            }
            return Decision.of(
                    new InStock(attributes, holder, count, null),
                    new GoodsDifferenceSettled(
                            attributes.id(), outcome, difference.sent(), difference.counted(), reason));
        }

        private int less(int taken, String pointer) {
            if (taken > count) {
                throw Refusal.invalid(
                        pointer,
                        "more_than_in_stock",
                        "Il n'en reste que " + count + " ; " + taken + " ne peuvent partir.",
                        "Only " + count + " are left; " + taken + " cannot leave.");
            }
            return count - taken;
        }

        @Override
        public List<Move> legal() {
            List<Move> moves = new ArrayList<>();
            if (count > 0) {
                moves.add(Move.HANDOVER);
            }
            moves.add(Move.STOCKTAKING);
            if (difference != null) {
                moves.add(Move.SETTLEMENT);
            }
            return List.copyOf(moves);
        }
    }

    /** They are on their way; the recipient has not counted them. */
    record OnTheWay(GoodsAttributes attributes, UUID sender, UUID recipient, int sent) implements Goods {
        /** The recipient holds them and says how many there are. */
        public Decision<Goods, CollectionEvent> takeOver(int counted) {
            Difference difference = counted == sent ? null : new Difference(sender, sent, counted);
            return Decision.of(
                    new InStock(attributes, recipient, counted, difference),
                    new GoodsTakenOver(attributes.id(), recipient, sent, counted));
        }

        /** They did not leave after all, or are brought back. */
        public Decision<Goods, CollectionEvent> recall(String reason) {
            return Decision.of(
                    new Recalled(attributes, sender, sent, reason), new GoodsRecalled(attributes.id(), reason));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.TAKEOVER, Move.RECALL);
        }
    }

    /** They are again among those that they were a part of. */
    record Recalled(GoodsAttributes attributes, UUID sender, int sent, String reason) implements Goods {
        @Override
        public List<Move> legal() {
            return List.of();
        }
    }
}
