package network.reuse.collection.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.CollectionEvent.LotAccepted;
import network.reuse.contracts.CollectionEvent.LotCollected;
import network.reuse.contracts.CollectionEvent.LotCorrected;
import network.reuse.contracts.CollectionEvent.LotDeclined;
import network.reuse.contracts.CollectionEvent.LotLoaded;
import network.reuse.contracts.CollectionEvent.LotOffered;
import network.reuse.contracts.CollectionEvent.LotWithdrawn;
import network.reuse.contracts.CollectionEvent.PickupScheduled;
import network.reuse.contracts.CollectionEvent.WorkshopCorrected;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.State;

/** What a donor gives at once, from the offer until both sides agree on what left. Each state offers what is legal in it. */
public sealed interface Lot extends State {
    /** The most days that a pickup may be booked for at once. */
    int LONGEST_PICKUP_DAYS = 31;

    LotAttributes attributes();

    List<Quantity> quantities();

    /** The organisations whose move it is. */
    Set<UUID> owners();

    /** The organisations that may see it. */
    Set<UUID> readers();

    @Override
    List<Move> legal();

    @Override
    default LotStatus status() {
        return switch (this) {
            case Offered _ -> LotStatus.OFFERED;
            case Accepted _ -> LotStatus.ACCEPTED;
            case PickupBooked _ -> LotStatus.PICKUP_BOOKED;
            case Loaded _ -> LotStatus.LOADED;
            case Collected _ -> LotStatus.COLLECTED;
            case Declined _ -> LotStatus.DECLINED;
            case Withdrawn _ -> LotStatus.WITHDRAWN;
        };
    }

    /** What can be done to a lot; in paths and answers each is spelled as its resource. */
    enum Move {
        ACCEPTANCE,
        DECLINATION,
        WITHDRAWAL,
        PICKUP,
        LOADING,
        COLLECTION,
        CORRECTION,
        WORKSHOP_CORRECTION,
        REGISTRATION
    }

    /** A donor offers a new lot. */
    static Decision<Lot, CollectionEvent> offer(LotAttributes attributes, List<Quantity> quantities) {
        checkDistinct(quantities);
        return Decision.of(
                new Offered(attributes, quantities),
                new LotOffered(
                        attributes.id(),
                        attributes.code(),
                        attributes.donor(),
                        attributes.recipient(),
                        quantities,
                        attributes.partnerRef()));
    }

    /** The donor offers it; the recipient has not answered. */
    record Offered(LotAttributes attributes, List<Quantity> quantities) implements Lot {
        public Decision<Lot, CollectionEvent> accept(UUID workshop, List<Quantity> agreed) {
            checkDistinct(agreed);
            return Decision.of(
                    new Accepted(attributes, agreed, workshop), new LotAccepted(attributes.id(), workshop, agreed));
        }

        public Decision<Lot, CollectionEvent> decline(String reason) {
            return Decision.of(new Declined(attributes, quantities, reason), new LotDeclined(attributes.id(), reason));
        }

        public Decision<Lot, CollectionEvent> withdraw(String reason) {
            return Decision.of(
                    new Withdrawn(attributes, quantities, readers(), reason),
                    new LotWithdrawn(attributes.id(), reason, List.of()));
        }

        @Override
        public Set<UUID> owners() {
            return parties(attributes);
        }

        @Override
        public Set<UUID> readers() {
            return parties(attributes);
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.ACCEPTANCE, Move.DECLINATION, Move.WITHDRAWAL);
        }
    }

    /** The recipient takes it; no van is booked. */
    record Accepted(LotAttributes attributes, List<Quantity> quantities, UUID workshop) implements Lot {
        /** It goes to another workshop. */
        public Decision<Lot, CollectionEvent> redirect(UUID now, String reason) {
            return Decision.of(
                    new Accepted(attributes, quantities, now), redirected(attributes, workshop, now, reason));
        }

        public Decision<Lot, CollectionEvent> schedule(UUID carrier, Instant from, Instant until) {
            return scheduled(attributes, quantities, workshop, carrier, from, until);
        }

        public Decision<Lot, CollectionEvent> withdraw(String reason) {
            return Decision.of(
                    new Withdrawn(attributes, quantities, readers(), reason),
                    new LotWithdrawn(attributes.id(), reason, quantities));
        }

        @Override
        public Set<UUID> owners() {
            return parties(attributes);
        }

        @Override
        public Set<UUID> readers() {
            return parties(attributes, workshop);
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.PICKUP, Move.WORKSHOP_CORRECTION, Move.WITHDRAWAL);
        }
    }

    /** A carrier is booked. */
    record PickupBooked(
            LotAttributes attributes,
            List<Quantity> quantities,
            UUID workshop,
            UUID carrier,
            Instant from,
            Instant until)
            implements Lot {
        /** It goes to another workshop. */
        public Decision<Lot, CollectionEvent> redirect(UUID now, String reason) {
            return Decision.of(
                    new PickupBooked(attributes, quantities, now, carrier, from, until),
                    redirected(attributes, workshop, now, reason));
        }

        public Decision<Lot, CollectionEvent> schedule(UUID otherCarrier, Instant otherFrom, Instant otherUntil) {
            return scheduled(attributes, quantities, workshop, otherCarrier, otherFrom, otherUntil);
        }

        public Decision<Lot, CollectionEvent> load(List<Quantity> loaded) {
            checkDistinct(loaded);
            return Decision.of(
                    new Loaded(attributes, loaded, workshop, carrier), new LotLoaded(attributes.id(), carrier, loaded));
        }

        public Decision<Lot, CollectionEvent> withdraw(String reason) {
            return Decision.of(
                    new Withdrawn(attributes, quantities, readers(), reason),
                    new LotWithdrawn(attributes.id(), reason, quantities));
        }

        @Override
        public Set<UUID> owners() {
            return parties(attributes, carrier);
        }

        @Override
        public Set<UUID> readers() {
            return parties(attributes, workshop, carrier);
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.LOADING, Move.PICKUP, Move.WORKSHOP_CORRECTION, Move.WITHDRAWAL);
        }
    }

    /** The carrier says what it loaded; the donor has not confirmed. */
    record Loaded(LotAttributes attributes, List<Quantity> quantities, UUID workshop, UUID carrier) implements Lot {
        /** The carrier counts again. */
        public Decision<Lot, CollectionEvent> load(List<Quantity> loaded) {
            checkDistinct(loaded);
            return Decision.of(
                    new Loaded(attributes, loaded, workshop, carrier), new LotLoaded(attributes.id(), carrier, loaded));
        }

        /** The donor confirms the carrier's count; another count is refused, so that both sides settle it. */
        public Decision<Lot, CollectionEvent> confirm(List<Quantity> counted) {
            if (!counts(counted).equals(counts(quantities))) {
                throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "counts_differ",
                                "Votre décompte diffère de celui du transporteur ; accordez-vous, puis l'un des deux corrige.",
                                "Your count differs from the carrier's; agree, then one of you corrects.")
                        .with(Map.of("loaded", quantities));
            }
            return Decision.of(
                    new Collected(attributes, quantities, workshop, carrier),
                    new LotCollected(attributes.id(), carrier, quantities));
        }

        @Override
        public Set<UUID> owners() {
            return Set.copyOf(List.of(attributes.donor(), carrier));
        }

        @Override
        public Set<UUID> readers() {
            return parties(attributes, workshop, carrier);
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.COLLECTION, Move.LOADING);
        }
    }

    /** Both sides agree on what left; its devices are being told apart. */
    record Collected(LotAttributes attributes, List<Quantity> quantities, UUID workshop, UUID carrier) implements Lot {
        /** It goes to another workshop; its devices name theirs once they are told apart. */
        public Decision<Lot, CollectionEvent> redirect(UUID now, String reason) {
            return Decision.of(
                    new Collected(attributes, quantities, now, carrier), redirected(attributes, workshop, now, reason));
        }

        /** What left had been counted wrongly. */
        public Decision<Lot, CollectionEvent> correct(List<Quantity> now, String reason) {
            checkDistinct(now);
            if (counts(now).equals(counts(quantities))) {
                throw Refusal.invalid(
                        "/quantities",
                        "nothing_changed",
                        "Ces quantités sont déjà celles du lot.",
                        "The lot has these quantities already.");
            }
            return Decision.of(
                    new Collected(attributes, now, workshop, carrier),
                    new LotCorrected(attributes.id(), quantities, now, reason));
        }

        @Override
        public Set<UUID> owners() {
            return parties(attributes, workshop, carrier);
        }

        @Override
        public Set<UUID> readers() {
            return parties(attributes, workshop, carrier);
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.CORRECTION, Move.WORKSHOP_CORRECTION, Move.REGISTRATION);
        }
    }

    /** The recipient does not take it. */
    record Declined(LotAttributes attributes, List<Quantity> quantities, String reason) implements Lot {
        @Override
        public Set<UUID> owners() {
            return Set.of();
        }

        @Override
        public Set<UUID> readers() {
            return parties(attributes);
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** The donor took it back. */
    record Withdrawn(LotAttributes attributes, List<Quantity> quantities, Set<UUID> readers, String reason)
            implements Lot {
        @Override
        public Set<UUID> owners() {
            return Set.of();
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    private static Decision<Lot, CollectionEvent> scheduled(
            LotAttributes attributes,
            List<Quantity> quantities,
            UUID workshop,
            UUID carrier,
            Instant from,
            Instant until) {
        if (!from.isBefore(until)) {
            throw Refusal.invalid(
                    "/until", "not_after_from", "« until » vient après « from ».", "\"until\" comes after \"from\".");
        }
        if (until.isAfter(from.plus(Duration.ofDays(LONGEST_PICKUP_DAYS)))) {
            throw Refusal.invalid(
                    "/until",
                    "too_long",
                    "Au plus " + LONGEST_PICKUP_DAYS + " jours après « from ».",
                    "At most " + LONGEST_PICKUP_DAYS + " days after \"from\".");
        }
        return Decision.of(
                new PickupBooked(attributes, quantities, workshop, carrier, from, until),
                new PickupScheduled(attributes.id(), carrier, from, until));
    }

    private static WorkshopCorrected redirected(LotAttributes attributes, UUID before, UUID now, String reason) {
        if (before.equals(now)) {
            throw Refusal.invalid(
                    "/workshop",
                    "nothing_changed",
                    "Le lot va déjà à cet atelier.",
                    "The lot goes to this workshop already.");
        }
        return new WorkshopCorrected(attributes.id(), before, now, reason);
    }

    /** How many there are of each category; none is as if it were not said. */
    static Map<DeviceCategory, Integer> counts(List<Quantity> quantities) {
        Map<DeviceCategory, Integer> counts = new EnumMap<>(DeviceCategory.class);
        for (Quantity quantity : quantities) {
            if (quantity.count() > 0) {
                counts.merge(quantity.category(), quantity.count(), Integer::sum);
            }
        }
        return counts;
    }

    /** Refuses quantities of which fewer are left than devices are registered. */
    static void requireRoom(List<Quantity> quantities, Map<DeviceCategory, Integer> registered, String pointer) {
        Map<DeviceCategory, Integer> counts = counts(quantities);
        List<Refusal.Fault> faults = new ArrayList<>();
        registered.forEach((category, devices) -> {
            if (devices > counts.getOrDefault(category, 0)) {
                faults.add(new Refusal.Fault(
                        pointer,
                        "fewer_than_registered",
                        "Le lot aurait " + devices + " appareils enregistrés dans la catégorie " + category + ", pour "
                                + counts.getOrDefault(category, 0) + " collectés.",
                        "The lot would have " + devices + " registered devices of category " + category + ", of "
                                + counts.getOrDefault(category, 0) + " that were collected."));
            }
        });
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
    }

    private static Set<UUID> parties(LotAttributes attributes, UUID... others) {
        List<UUID> all = new ArrayList<>(List.of(attributes.donor(), attributes.recipient()));
        all.addAll(List.of(others));
        return Set.copyOf(all);
    }

    private static void checkDistinct(List<Quantity> quantities) {
        if (quantities.stream().map(Quantity::category).distinct().count() != quantities.size()) {
            throw Refusal.invalid(
                    "/quantities",
                    "category_twice",
                    "Chaque catégorie figure une seule fois.",
                    "Each category appears once.");
        }
        if (quantities.stream().mapToInt(Quantity::count).sum() == 0) {
            throw Refusal.invalid("/quantities", "empty", "Au moins un appareil.", "At least one device.");
        }
    }
}
