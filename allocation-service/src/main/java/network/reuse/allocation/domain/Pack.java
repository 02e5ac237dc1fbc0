package network.reuse.allocation.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.Basis;
import network.reuse.contracts.AllocationEvent.HandOverCorrected;
import network.reuse.contracts.AllocationEvent.PackBackOrdered;
import network.reuse.contracts.AllocationEvent.PackDelivered;
import network.reuse.contracts.AllocationEvent.PackDevicesSwapped;
import network.reuse.contracts.AllocationEvent.PackReleased;
import network.reuse.contracts.AllocationEvent.PackReserved;
import network.reuse.contracts.AllocationEvent.PackReturnCorrected;
import network.reuse.contracts.AllocationEvent.PackReturned;
import network.reuse.contracts.AllocationEvent.PackSold;
import network.reuse.contracts.AllocationEvent.ReleaseReason;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.State;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/** What one request gets: devices and goods that are put aside together, and leave together or go back into stock. */
public sealed interface Pack extends State {
    PackAttributes attributes();

    @Override
    List<Move> legal();

    @Override
    default PackStatus status() {
        return switch (this) {
            case BackOrdered _ -> PackStatus.BACK_ORDERED;
            case Reserved _ -> PackStatus.RESERVED;
            case Released _ -> PackStatus.RELEASED;
            case Delivered _ -> PackStatus.DELIVERED;
            case Sold _ -> PackStatus.SOLD;
            case Returned _ -> PackStatus.RETURNED;
            case Corrected _ -> PackStatus.CORRECTED;
        };
    }

    /** The organisations whose move it is. */
    default Set<UUID> owners() {
        return legal().isEmpty() ? Set.of() : Set.of(attributes().sponsor());
    }

    /** Where it counts. */
    default Territory territory() {
        return attributes().territory();
    }

    /** What can be done to a pack; in paths each is spelled as its resource. */
    enum Move {
        HAND_OVER,
        SALE,
        SWAP,
        CANCELLATION,
        RETURN,
        RETURN_CORRECTION,
        HAND_OVER_CORRECTION
    }

    /**
     * Its devices are not there yet: one of the quota is kept for a request, in the order of its programme.
     *
     * @param minutes in how many it expires once it is reserved, in the sandbox alone; null when the programme says it
     */
    static Decision<Pack, AllocationEvent> backOrder(PackAttributes attributes, @Nullable Integer minutes) {
        return Decision.of(
                new BackOrdered(attributes, minutes),
                new PackBackOrdered(
                        attributes.id(), attributes.code(), attributes.programmeId(), attributes.requestId()));
    }

    /** Devices are put aside for a request. */
    static Decision<Pack, AllocationEvent> reserve(PackAttributes attributes, Instant expiresAt) {
        return Decision.of(
                new Reserved(attributes, expiresAt),
                new PackReserved(
                        attributes.id(),
                        attributes.code(),
                        attributes.programmeId(),
                        attributes.requestId(),
                        attributes.deviceIds(),
                        expiresAt,
                        attributes.toldGoods()));
    }

    /** It waits for devices: nothing is put aside for it, and whoever came first is served first. */
    record BackOrdered(PackAttributes attributes, @Nullable Integer minutes) implements Pack {
        /** Its rank has come, and its devices and goods are there. */
        public Decision<Pack, AllocationEvent> serve(
                List<PackedDevice> devices, List<PackedGoods> goods, Instant expiresAt) {
            return reserve(attributes.of(devices, goods), expiresAt);
        }

        /** It is given up, or its programme is over. */
        public Decision<Pack, AllocationEvent> release(ReleaseReason reason) {
            return Decision.of(new Released(attributes, reason), new PackReleased(attributes.id(), reason));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.CANCELLATION);
        }
    }

    /** A device that takes the place of another one in a pack. */
    record Replacement(UUID former, PackedDevice device) {}

    /** It waits to be fetched. */
    record Reserved(PackAttributes attributes, Instant expiresAt) implements Pack {
        public Decision<Pack, AllocationEvent> handOver(Territory place) {
            requireBasis(Basis.GIFT);
            return Decision.of(
                    new Delivered(attributes, place, null),
                    new PackDelivered(attributes.id(), attributes.programmeId()));
        }

        /** It is sold over a counter, at no more than the programme's price and the law allow. */
        public Decision<Pack, AllocationEvent> sell(
                Territory place, Selling selling, String receipt, LocalDate day, List<DeviceAttributes> devices) {
            requireBasis(Basis.SALE);
            if (selling.priceCents() > attributes.priceCents()) {
                throw aboveProgramme(attributes.priceCents());
            }
            PriceCap rule = PriceCap.on(day);
            Integer cap = selling.requireLegal(rule, devices);
            return Decision.of(
                    new Sold(
                            attributes,
                            place,
                            selling.priceCents(),
                            selling.proof(),
                            receipt,
                            rule.rule(),
                            rule.version(),
                            cap,
                            selling.prices(),
                            day,
                            null),
                    new PackSold(attributes.id(), attributes.programmeId(), selling.priceCents()));
        }

        public Decision<Pack, AllocationEvent> release(ReleaseReason reason) {
            return Decision.of(new Released(attributes, reason), new PackReleased(attributes.id(), reason));
        }

        /** Some of its devices are replaced at the counter by others, each of which takes the place of one. */
        public Decision<Pack, AllocationEvent> swap(List<Replacement> replacements, String reason) {
            Map<UUID, PackedDevice> others = new HashMap<>();
            replacements.forEach(one -> others.put(one.former(), one.device()));
            List<UUID> former = new ArrayList<>();
            List<UUID> now = new ArrayList<>();
            List<PackedDevice> devices = new ArrayList<>();
            for (PackedDevice device : attributes.devices()) {
                PackedDevice other = others.get(device.id());
                if (other != null) {
                    former.add(device.id());
                    now.add(other.id());
                }
                devices.add(other == null ? device : other);
            }
            return Decision.of(
                    new Reserved(attributes.of(devices, attributes.goods()), expiresAt),
                    new PackDevicesSwapped(attributes.id(), former, now, reason));
        }

        /** What keeps it reserved past its expiry, of the appointment that lasts longest; null when that does not. */
        public @Nullable KeptReservation keptBy(@Nullable KeptReservation longest) {
            return longest != null && longest.until().isAfter(expiresAt) ? longest : null;
        }

        /** Whether nobody came for it in time. */
        public boolean isOver(Instant now) {
            return !now.isBefore(expiresAt);
        }

        private void requireBasis(Basis basis) {
            if (attributes.basis() != basis) {
                throw Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "wrong_basis",
                        attributes.basis() == Basis.SALE
                                ? "Les packs de ce programme se vendent (…/sale)."
                                : "Les packs de ce programme se donnent (…/hand-over).",
                        attributes.basis() == Basis.SALE
                                ? "This programme's packs are sold (…/sale)."
                                : "This programme's packs are given (…/hand-over).");
            }
        }

        @Override
        public List<Move> legal() {
            return List.of(attributes.basis() == Basis.GIFT ? Move.HAND_OVER : Move.SALE, Move.SWAP, Move.CANCELLATION);
        }
    }

    /** It was not handed over; its devices are in stock again. */
    record Released(PackAttributes attributes, ReleaseReason reason) implements Pack {
        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /**
     * Somebody has it, as a gift.
     *
     * @param goodsCameBack true where its counted goods came back with a return that was taken back since
     */
    record Delivered(
            PackAttributes attributes,
            Territory territory,
            @Nullable Boolean goodsCameBack) implements Pack {
        /** It comes back; its counted goods as well where that is said. */
        public Decision<Pack, AllocationEvent> comeBack(String reason, boolean withGoods) {
            return returned(attributes, territory, reason, null, withGoods);
        }

        /** It came back after all, as was said before that was taken back: with its goods, if they did. */
        public Decision<Pack, AllocationEvent> comeBackAfterAll(String reason) {
            return comeBack(reason, Boolean.TRUE.equals(goodsCameBack));
        }

        public Decision<Pack, AllocationEvent> correct(String reason) {
            return corrected(attributes, territory, reason);
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.RETURN, Move.HAND_OVER_CORRECTION);
        }
    }

    /**
     * Somebody bought it.
     *
     * @param receipt the number on the receipt
     * @param rule the rule that its price was held against
     * @param ruleVersion the version of that rule
     * @param capCents what the caps of its devices made together; null when none had one, or it was sold before this was kept
     * @param prices of each device, where they were stated
     * @param soldOn the day of the sale; null when it was sold before this was kept
     * @param goodsCameBack true where its counted goods came back with a return that was taken back since
     */
    record Sold(
            PackAttributes attributes,
            Territory territory,
            int priceCents,
            Proof proof,
            String receipt,
            String rule,
            int ruleVersion,
            @Nullable Integer capCents,
            List<DevicePrice> prices,
            @Nullable LocalDate soldOn,
            @Nullable Boolean goodsCameBack)
            implements Pack {
        public Sold {
            prices = List.copyOf(prices);
        }

        /** It comes back; its counted goods as well where that is said. */
        public Decision<Pack, AllocationEvent> comeBack(String reason, boolean withGoods) {
            return returned(attributes, territory, reason, this, withGoods);
        }

        /** It came back after all, as was said before that was taken back: with its goods, if they did. */
        public Decision<Pack, AllocationEvent> comeBackAfterAll(String reason) {
            return comeBack(reason, Boolean.TRUE.equals(goodsCameBack));
        }

        private Sold withReturnedGoods(@Nullable Boolean cameBack) {
            return new Sold(
                    attributes,
                    territory,
                    priceCents,
                    proof,
                    receipt,
                    rule,
                    ruleVersion,
                    capCents,
                    prices,
                    soldOn,
                    cameBack);
        }

        public Decision<Pack, AllocationEvent> correct(String reason) {
            return corrected(attributes, territory, reason);
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.RETURN, Move.HAND_OVER_CORRECTION);
        }
    }

    /**
     * It came back; its devices are with a workshop.
     *
     * @param sale how it had been sold; null when it was a gift, or came back before this was kept
     * @param goodsBack whether its counted goods came back into stock as well
     */
    record Returned(
            PackAttributes attributes,
            Territory territory,
            String reason,
            @Nullable Sold sale,
            boolean goodsBack) implements Pack {
        /**
         * It did not come back after all: it was handed over or sold, as before.
         *
         * @param onTheirWay those of its devices that are on their way back; refused unless all of them are
         */
        public Decision<Pack, AllocationEvent> correctReturn(Collection<UUID> onTheirWay, String why) {
            Pack before = before();
            List<String> elsewhere = attributes.devices().stream()
                    .filter(device -> !onTheirWay.contains(device.id()))
                    .map(PackedDevice::code)
                    .toList();
            if (!elsewhere.isEmpty()) {
                throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "devices_moved_on",
                                "Ces appareils du pack ne sont plus en route vers leur atelier : "
                                        + String.join(", ", elsewhere) + ".",
                                "These devices of the pack are no longer on their way to their workshop: "
                                        + String.join(", ", elsewhere) + ".")
                        .with(Map.of("devices", elsewhere));
            }
            return Decision.of(before, new PackReturnCorrected(attributes.id(), why));
        }

        private Pack before() {
            Boolean cameBack = goodsBack ? true : null;
            if (sale != null) {
                return sale.withReturnedGoods(cameBack);
            }
            if (attributes.basis() == Basis.SALE) {
                throw Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "sale_not_kept",
                        "Ce retour date d'une version qui ne gardait rien de la vente ; il ne se corrige plus.",
                        "This return was recorded by a release that kept nothing of the sale; it cannot be corrected any more.");
            }
            return new Delivered(attributes, territory, cameBack);
        }

        @Override
        public List<Move> legal() {
            return sale == null && attributes.basis() == Basis.SALE ? List.of() : List.of(Move.RETURN_CORRECTION);
        }
    }

    /** It was not handed over after all; its devices never left the stock. */
    record Corrected(PackAttributes attributes, Territory territory, String reason) implements Pack {
        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** A price is above the programme's. */
    static Refusal aboveProgramme(int priceCents) {
        return Refusal.invalid(
                "/priceCents",
                "price_above_programme",
                "Le programme prévoit " + priceCents + " centimes au plus.",
                "The programme allows " + priceCents + " cents at most.");
    }

    private static Decision<Pack, AllocationEvent> returned(
            PackAttributes attributes, Territory territory, String reason, @Nullable Sold sale, boolean withGoods) {
        return Decision.of(
                new Returned(
                        attributes,
                        territory,
                        reason,
                        sale,
                        withGoods && !attributes.goods().isEmpty()),
                new PackReturned(attributes.id(), attributes.deviceIds(), reason));
    }

    private static Decision<Pack, AllocationEvent> corrected(
            PackAttributes attributes, Territory territory, String reason) {
        return Decision.of(
                new Corrected(attributes, territory, reason), new HandOverCorrected(attributes.id(), reason));
    }
}
