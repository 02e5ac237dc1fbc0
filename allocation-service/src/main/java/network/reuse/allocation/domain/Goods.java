package network.reuse.allocation.domain;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.GoodsStockCounted;
import network.reuse.contracts.AllocationEvent.GoodsStocked;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.State;

/** Goods of one kind in a sponsor's stock, which have no number and are counted, such as headsets. */
public sealed interface Goods extends State {
    /** The most that are counted together. */
    int MOST = 1_000_000;

    GoodsAttributes attributes();

    /** The organisations whose move it is. */
    default Set<UUID> owners() {
        return Set.of(attributes().sponsor());
    }

    @Override
    List<Move> legal();

    @Override
    default GoodsStatus status() {
        return switch (this) {
            case Counted _ -> GoodsStatus.COUNTED;
        };
    }

    /** What can be done to goods; in paths each is spelled as its resource. */
    enum Move {
        RECEIPT,
        STOCKTAKING
    }

    /** A sponsor counts goods of a kind from now on, and has so many of them that are free. */
    static Decision<Goods, AllocationEvent> open(GoodsAttributes attributes, int count) {
        return Decision.of(new Counted(attributes), stocked(attributes, count));
    }

    private static GoodsStocked stocked(GoodsAttributes attributes, int count) {
        return new GoodsStocked(attributes.id(), attributes.sponsor(), attributes.name(), count);
    }

    /** They are counted: packs that hold such goods are reserved as long as there are some. */
    record Counted(GoodsAttributes attributes) implements Goods {
        /** So many more are in stock. */
        public Decision<Goods, AllocationEvent> receive(int count, GoodsCount there) {
            int most = MOST - there.received();
            if (count > most) {
                throw Refusal.invalid(
                        "/count",
                        "too_large",
                        "Un même bien se compte jusqu'à " + MOST + " ; il y a place pour " + most + ".",
                        "One kind is counted up to " + MOST + "; there is room for " + most + ".");
            }
            return Decision.of(this, stocked(attributes, count));
        }

        /**
         * A stock-taking found so many in stock, those that are put aside among them; never fewer than those. Refused when the books do
         * not have what whoever counted took them to have: somebody else has counted, or some came or left meanwhile.
         */
        public Decision<Goods, AllocationEvent> count(int found, int expected, String reason, GoodsCount there) {
            if (expected != there.inStock()) {
                throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "goods_moved",
                                "Les livres ont " + there.inStock() + " en stock, pas " + expected
                                        + " : il en est venu ou parti depuis votre compte. Recomptez, ou indiquez ce qu'ils ont.",
                                "The books have " + there.inStock() + " in stock, not " + expected
                                        + ": some came or left since you counted. Count again, or state what they have.")
                        .with(Map.of(
                                "expected",
                                expected,
                                "inStock",
                                there.inStock(),
                                "free",
                                there.free(),
                                "reserved",
                                there.reserved()));
            }
            if (found < there.reserved()) {
                throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "goods_below_reserved",
                                there.reserved()
                                        + " sont mis de côté pour des packs ; le compte ne descend pas en dessous. Annulez d'abord"
                                        + " des réservations.",
                                there.reserved()
                                        + " are put aside for packs; the count does not go below that. Cancel reservations"
                                        + " first.")
                        .with(Map.of("reserved", there.reserved()));
            }
            if (found == there.inStock()) {
                throw Refusal.invalid(
                        "/count",
                        "nothing_changed",
                        "Le compte est déjà de " + found + ".",
                        "The count is " + found + " already.");
            }
            return Decision.of(this, new GoodsStockCounted(attributes.id(), there.inStock(), found, reason));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.RECEIPT, Move.STOCKTAKING);
        }
    }
}
