package network.reuse.collection.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.CollectionEvent.LotAccepted;
import network.reuse.contracts.CollectionEvent.LotAssigned;
import network.reuse.contracts.CollectionEvent.LotCollected;
import network.reuse.contracts.CollectionEvent.LotCorrected;
import network.reuse.contracts.CollectionEvent.LotDeclined;
import network.reuse.contracts.CollectionEvent.LotDelivered;
import network.reuse.contracts.CollectionEvent.LotHandedOver;
import network.reuse.contracts.CollectionEvent.LotLoaded;
import network.reuse.contracts.CollectionEvent.LotOffered;
import network.reuse.contracts.CollectionEvent.LotReceived;
import network.reuse.contracts.CollectionEvent.LotSupplied;
import network.reuse.contracts.CollectionEvent.LotTakenOver;
import network.reuse.contracts.CollectionEvent.LotWithdrawn;
import network.reuse.contracts.CollectionEvent.PickupCancelled;
import network.reuse.contracts.CollectionEvent.PickupMoved;
import network.reuse.contracts.CollectionEvent.PickupPlanned;
import network.reuse.contracts.CollectionEvent.PickupScheduled;
import network.reuse.contracts.CollectionEvent.PickupUnplanned;
import network.reuse.contracts.CollectionEvent.SupplyCorrected;
import network.reuse.contracts.CollectionEvent.WorkshopCorrected;
import network.reuse.contracts.Decision;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.State;
import org.jspecify.annotations.Nullable;

/**
 * What a donor gives at once, from the offer until both sides agree on what left, or what an organisation bought at once. Each
 * state offers what is legal in it.
 */
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

    /** How it went from hand to hand, once the parties count it each on its own. */
    default Optional<Custody> handedOn() {
        return switch (this) {
            case InCustody lot -> Optional.of(lot.custody());
            case Offered _,
                    Accepted _,
                    PickupBooked _,
                    Loaded _,
                    Collected _,
                    HandedOver _,
                    Supplied _,
                    Declined _,
                    Withdrawn _ -> Optional.empty();
        };
    }

    /** Where its carrier is to fetch it, until it has; nothing where nobody named a site. */
    default Optional<PickupSite> pickupSite() {
        return switch (this) {
            case PickupBooked lot -> Optional.ofNullable(lot.site());
            case HandedOver lot -> Optional.ofNullable(lot.site());
            case Offered _,
                    Accepted _,
                    Loaded _,
                    Collected _,
                    TakenOver _,
                    Delivered _,
                    Received _,
                    Supplied _,
                    Declined _,
                    Withdrawn _ -> Optional.empty();
        };
    }

    /** The site at which a carrier that is booked now fetches it unless another is named: that of the pickup before, else the offer's. */
    default Optional<UUID> siteBefore() {
        return pickupSite()
                .map(PickupSite::id)
                .or(() -> Optional.ofNullable(attributes().site()));
    }

    /** The site that it is fetched at while a carrier is booked, and else the one that its donor named with the offer. */
    default Optional<UUID> siteShown() {
        return switch (this) {
            case PickupBooked _, HandedOver _ -> pickupSite().map(PickupSite::id);
            case Offered _,
                    Accepted _,
                    Loaded _,
                    Collected _,
                    TakenOver _,
                    Delivered _,
                    Received _,
                    Supplied _,
                    Declined _,
                    Withdrawn _ -> Optional.ofNullable(attributes().site());
        };
    }

    /** Whether the counts of its parties differ. */
    default boolean hasDiscrepancy() {
        return handedOn().map(Custody::hasDiscrepancy).orElse(false);
    }

    @Override
    default LotStatus status() {
        return switch (this) {
            case Offered _ -> LotStatus.OFFERED;
            case Accepted _ -> LotStatus.ACCEPTED;
            case PickupBooked _ -> LotStatus.PICKUP_BOOKED;
            case Loaded _ -> LotStatus.LOADED;
            case Collected _ -> LotStatus.COLLECTED;
            case HandedOver _ -> LotStatus.HANDED_OVER;
            case TakenOver _ -> LotStatus.TAKEN_OVER;
            case Delivered _ -> LotStatus.DELIVERED;
            case Received _ -> LotStatus.RECEIVED;
            case Supplied _ -> LotStatus.SUPPLIED;
            case Declined _ -> LotStatus.DECLINED;
            case Withdrawn _ -> LotStatus.WITHDRAWN;
        };
    }

    /** What can be done to a lot; in paths and answers each is spelled as its resource. */
    enum Move {
        ACCEPTANCE,
        ASSIGNMENT,
        DECLINATION,
        WITHDRAWAL,
        PICKUP,
        PICKUP_MOVE,
        PICKUP_CANCELLATION,
        LOADING,
        COLLECTION,
        HANDOVER,
        TAKEOVER,
        DELIVERY,
        RECEPTION,
        SETTLEMENT,
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

    /**
     * An organisation has received what it bought.
     *
     * @param attributes its donor is whoever sold it
     */
    static Decision<Lot, CollectionEvent> supply(
            LotAttributes attributes, List<Quantity> quantities, UUID workshop, Purchase purchase) {
        checkDistinct(quantities);
        return Decision.of(
                new Supplied(attributes, quantities, workshop, purchase),
                new LotSupplied(
                        attributes.id(),
                        attributes.code(),
                        attributes.donor(),
                        attributes.recipient(),
                        workshop,
                        purchase.condition(),
                        quantities,
                        attributes.partnerRef()));
    }

    /** The donor offers it; the recipient has not answered. */
    record Offered(LotAttributes attributes, List<Quantity> quantities) implements Lot {
        public Decision<Lot, CollectionEvent> accept(UUID workshop, List<Quantity> agreed) {
            checkDistinct(agreed);
            return Decision.of(
                    new Accepted(attributes, agreed, workshop, null),
                    new LotAccepted(attributes.id(), workshop, agreed));
        }

        /** A coordinator accepts it on behalf of this workshop, which is its recipient from then on. */
        public Decision<Lot, CollectionEvent> assign(
                UUID workshop, UUID coordinator, List<Quantity> agreed, @Nullable String reason) {
            checkDistinct(agreed);
            if (reason == null && !workshop.equals(attributes.recipient())) {
                throw Refusal.invalid(
                        "/reason",
                        "reason_missing",
                        "Dites pourquoi le lot va à un autre atelier que celui à qui il est proposé.",
                        "Say why the lot goes to another workshop than the one that it is offered to.");
            }
            return Decision.of(
                    new Accepted(attributes.offeredTo(workshop), agreed, workshop, null),
                    new LotAssigned(attributes.id(), coordinator, attributes.recipient(), workshop, reason),
                    new LotAccepted(attributes.id(), workshop, agreed));
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
            return List.of(Move.ACCEPTANCE, Move.ASSIGNMENT, Move.DECLINATION, Move.WITHDRAWAL);
        }
    }

    /**
     * The recipient takes it; no van is booked.
     *
     * @param cancelled the pickup that was booked and is not any more; null when none was
     */
    record Accepted(
            LotAttributes attributes,
            List<Quantity> quantities,
            UUID workshop,
            @Nullable CancelledPickup cancelled) implements Lot {
        /** It goes to another workshop. */
        public Decision<Lot, CollectionEvent> redirect(UUID now, String reason) {
            return Decision.of(
                    new Accepted(attributes, quantities, now, cancelled),
                    redirected(attributes, workshop, now, reason));
        }

        public Decision<Lot, CollectionEvent> schedule(
                UUID carrier, Instant from, Instant until, @Nullable PickupSite site) {
            return scheduled(attributes, quantities, workshop, carrier, from, until, site);
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
            return cancelled == null
                    ? parties(attributes, workshop)
                    : parties(attributes, workshop, cancelled.carrier());
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.PICKUP, Move.WORKSHOP_CORRECTION, Move.WITHDRAWAL);
        }
    }

    /**
     * A carrier is booked.
     *
     * @param stop when the carrier comes, within the time that is booked; null until it has planned a run
     * @param site where it comes to; null where nobody named a site
     */
    record PickupBooked(
            LotAttributes attributes,
            List<Quantity> quantities,
            UUID workshop,
            UUID carrier,
            Instant from,
            Instant until,
            @Nullable Stop stop,
            @Nullable PickupSite site)
            implements Lot {
        /** It goes to another workshop. */
        public Decision<Lot, CollectionEvent> redirect(UUID now, String reason) {
            return Decision.of(
                    new PickupBooked(attributes, quantities, now, carrier, from, until, stop, site),
                    redirected(attributes, workshop, now, reason));
        }

        public Decision<Lot, CollectionEvent> schedule(
                UUID otherCarrier, Instant otherFrom, Instant otherUntil, @Nullable PickupSite otherSite) {
            return scheduled(attributes, quantities, workshop, otherCarrier, otherFrom, otherUntil, otherSite);
        }

        /** The same carrier comes at another time; the lot leaves the run that passes outside that time. */
        public Decision<Lot, CollectionEvent> move(Instant otherFrom, Instant otherUntil, String reason) {
            requireWindow(otherFrom, otherUntil);
            if (otherFrom.equals(from) && otherUntil.equals(until)) {
                throw Refusal.invalid(
                        "/from",
                        "nothing_changed",
                        "L'enlèvement est déjà prévu alors.",
                        "The pickup is booked for this time already.");
            }
            boolean stays = stop == null || isWithin(stop.from(), stop.until(), otherFrom, otherUntil);
            List<CollectionEvent> events = new ArrayList<>();
            events.add(new PickupMoved(attributes.id(), carrier, otherFrom, otherUntil, reason));
            if (stop != null && !stays) {
                events.add(new PickupUnplanned(attributes.id(), stop.run(), reason));
            }
            return new Decision<>(
                    new PickupBooked(
                            attributes,
                            quantities,
                            workshop,
                            carrier,
                            otherFrom,
                            otherUntil,
                            stays ? stop : null,
                            site),
                    events);
        }

        /** The carrier does not come; another may be booked. */
        public Decision<Lot, CollectionEvent> cancel(String reason) {
            return Decision.of(
                    new Accepted(attributes, quantities, workshop, new CancelledPickup(carrier, reason)),
                    new PickupCancelled(attributes.id(), carrier, reason));
        }

        /**
         * The carrier puts it on a run; where on it, and when, is within the time that is booked.
         *
         * @param index where among the stops the carrier asks for it
         */
        public Decision<Lot, CollectionEvent> plan(Stop planned, int index) {
            if (stop != null && !stop.run().equals(planned.run())) {
                throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "on_another_run",
                                "Le lot est déjà dans la tournée " + stop.code() + " ; retirez-l'en d'abord.",
                                "The lot is on run " + stop.code() + " already; take it off that one first.")
                        .with(Map.of("run", stop.run()));
            }
            if (!isWithin(planned.from(), planned.until(), from, until)) {
                throw Refusal.invalid(List.of(new Refusal.Fault(
                        "/stops/" + index + "/from",
                        "outside_the_pickup",
                        "L'enlèvement de ce lot est prévu entre " + from + " et " + until + ".",
                        "The pickup of this lot is booked between " + from + " and " + until + ".")));
            }
            PickupBooked next = new PickupBooked(attributes, quantities, workshop, carrier, from, until, planned, site);
            return planned.equals(stop)
                    ? Decision.of(next)
                    : Decision.of(
                            next,
                            new PickupPlanned(
                                    attributes.id(),
                                    planned.run(),
                                    carrier,
                                    planned.position(),
                                    planned.from(),
                                    planned.until()));
        }

        /** The carrier takes it off the run that it is on. */
        public Decision<Lot, CollectionEvent> unplan(String reason) {
            if (stop == null) {
                throw illegal();
            }
            return Decision.of(
                    new PickupBooked(attributes, quantities, workshop, carrier, from, until, null, site),
                    new PickupUnplanned(attributes.id(), stop.run(), reason));
        }

        public Decision<Lot, CollectionEvent> load(List<Quantity> loaded) {
            checkDistinct(loaded);
            return Decision.of(
                    new Loaded(attributes, loaded, workshop, carrier), new LotLoaded(attributes.id(), carrier, loaded));
        }

        /**
         * The donor counts what it hands over; the carrier has not counted. A donor that carries the lot itself signs once: it is
         * on its way, and the second count is the workshop's.
         */
        public Decision<Lot, CollectionEvent> handOver(List<Quantity> counted, Instant at) {
            checkDistinct(counted);
            if (carrier.equals(attributes.donor())) {
                Custody custody = Custody.of(new Counted(carrier, counted, at));
                return Decision.of(
                        new TakenOver(attributes, workshop, carrier, custody),
                        new LotTakenOver(attributes.id(), carrier, counted, counted, custody.collected(), List.of()));
            }
            return Decision.of(
                    new HandedOver(
                            attributes,
                            quantities,
                            workshop,
                            carrier,
                            new Counted(attributes.donor(), counted, at),
                            site),
                    new LotHandedOver(attributes.id(), carrier, counted));
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
            return List.of(
                    Move.LOADING,
                    Move.HANDOVER,
                    Move.PICKUP,
                    Move.PICKUP_MOVE,
                    Move.PICKUP_CANCELLATION,
                    Move.WORKSHOP_CORRECTION,
                    Move.WITHDRAWAL);
        }
    }

    /**
     * The donor says what it hands over; the carrier has not counted.
     *
     * @param quantities what was agreed beforehand
     * @param site where the carrier fetches it; null where nobody named a site
     */
    record HandedOver(
            LotAttributes attributes,
            List<Quantity> quantities,
            UUID workshop,
            UUID carrier,
            Counted handedOver,
            @Nullable PickupSite site)
            implements Lot {
        /** The carrier takes it and counts; where the counts differ, that is settled later. */
        public Decision<Lot, CollectionEvent> takeOver(List<Quantity> counted, Instant at) {
            checkDistinct(counted);
            Custody custody = Custody.of(handedOver, new Counted(carrier, counted, at));
            return Decision.of(
                    new TakenOver(attributes, workshop, carrier, custody),
                    new LotTakenOver(
                            attributes.id(),
                            carrier,
                            handedOver.quantities(),
                            counted,
                            custody.collected(),
                            custody.disputed()));
        }

        public Decision<Lot, CollectionEvent> withdraw(String reason) {
            return Decision.of(
                    new Withdrawn(attributes, quantities, readers(), reason),
                    new LotWithdrawn(attributes.id(), reason, quantities));
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
            return List.of(Move.TAKEOVER, Move.WITHDRAWAL);
        }
    }

    /** Its parties count it, each on its own: what counts of it comes of their counts, and any of them may go on. */
    sealed interface InCustody extends Lot, Departed {
        UUID carrier();

        Custody custody();

        @Override
        default List<Quantity> quantities() {
            return custody().collected();
        }

        @Override
        default List<Quantity> room() {
            return custody().room();
        }

        @Override
        default List<Quantity> most() {
            return custody().most();
        }

        @Override
        default Set<UUID> owners() {
            return readers();
        }

        @Override
        default Set<UUID> readers() {
            return parties(attributes(), workshop(), carrier());
        }
    }

    /** Donor and carrier have counted, each on its own; the carrier holds it. Its devices can be told apart. */
    record TakenOver(LotAttributes attributes, UUID workshop, UUID carrier, Custody custody) implements InCustody {
        /** It goes to another workshop; its devices name theirs once they are told apart. */
        public Decision<Lot, CollectionEvent> redirect(UUID now, String reason) {
            return Decision.of(
                    new TakenOver(attributes, now, carrier, custody), redirected(attributes, workshop, now, reason));
        }

        /** What was collected had been counted wrongly by both. */
        public Decision<Lot, CollectionEvent> correct(List<Quantity> now, String reason) {
            return Decision.of(
                    new TakenOver(attributes, workshop, carrier, corrected(custody, now)),
                    new LotCorrected(attributes.id(), custody.collected(), now, reason));
        }

        /** It is said what became of disputed devices. */
        public Decision<Lot, CollectionEvent> settle(Claim claim, Instant at) {
            requireDispute(this, custody);
            Custody settled = claim.settle(attributes, custody, List.of(attributes.donor(), carrier), at);
            return new Decision<>(
                    new TakenOver(attributes, workshop, carrier, settled), claim.settled(attributes, custody, settled));
        }

        /** The carrier counts what it brings to the workshop. */
        public Decision<Lot, CollectionEvent> deliver(List<Quantity> counted, Instant at) {
            return delivered(attributes, workshop, carrier, custody, counted, at);
        }

        @Override
        public List<Move> legal() {
            return custody.hasDiscrepancy()
                    ? List.of(Move.DELIVERY, Move.SETTLEMENT, Move.WORKSHOP_CORRECTION, Move.REGISTRATION)
                    : List.of(Move.DELIVERY, Move.CORRECTION, Move.WORKSHOP_CORRECTION, Move.REGISTRATION);
        }
    }

    /**
     * The carrier says what it delivers; the workshop has not counted.
     *
     * @param workshop the one that it was delivered to, which alone receives it
     */
    record Delivered(LotAttributes attributes, UUID workshop, UUID carrier, Custody custody) implements InCustody {
        /** Its carrier brings it on to another workshop, and signs there anew. */
        public Decision<Lot, CollectionEvent> redirect(UUID now, String reason, Instant at) {
            WorkshopCorrected redirected = redirected(attributes, workshop, now, reason);
            Counted brought = Objects.requireNonNull(custody.delivered());
            return Decision.of(
                    new TakenOver(
                            attributes,
                            now,
                            carrier,
                            custody.redirect(new Redirection(workshop, now, brought, reason, at))),
                    redirected);
        }

        /** It is said what became of disputed devices. */
        public Decision<Lot, CollectionEvent> settle(Claim claim, Instant at) {
            requireDispute(this, custody);
            Custody settled = claim.settle(attributes, custody, List.of(attributes.donor(), carrier), at);
            return new Decision<>(
                    new Delivered(attributes, workshop, carrier, settled), claim.settled(attributes, custody, settled));
        }

        /** The workshop takes it and counts; where the counts differ, that is settled later. */
        public Decision<Lot, CollectionEvent> receive(List<Quantity> counted, Instant at) {
            requireOnce(counted);
            Counted brought = Objects.requireNonNull(custody.delivered());
            Custody received = custody.receive(new Counted(workshop, counted, at));
            return Decision.of(
                    new Received(attributes, workshop, carrier, received),
                    new LotReceived(
                            attributes.id(),
                            workshop,
                            brought.quantities(),
                            counted,
                            received.atWorkshop(),
                            received.disputed()));
        }

        @Override
        public List<Move> legal() {
            return custody.hasDiscrepancy()
                    ? List.of(Move.RECEPTION, Move.SETTLEMENT, Move.WORKSHOP_CORRECTION, Move.REGISTRATION)
                    : List.of(Move.RECEPTION, Move.WORKSHOP_CORRECTION, Move.REGISTRATION);
        }
    }

    /** Carrier and workshop have counted, each on its own; the workshop holds it. */
    record Received(LotAttributes attributes, UUID workshop, UUID carrier, Custody custody) implements InCustody {
        /** What was collected had been counted wrongly by all; as many more or fewer are at the workshop. */
        public Decision<Lot, CollectionEvent> correct(List<Quantity> now, String reason) {
            return Decision.of(
                    new Received(attributes, workshop, carrier, corrected(custody, now)),
                    new LotCorrected(attributes.id(), custody.collected(), now, reason));
        }

        /** It is said what became of disputed devices. */
        public Decision<Lot, CollectionEvent> settle(Claim claim, Instant at) {
            requireDispute(this, custody);
            Custody settled = claim.settle(attributes, custody, List.of(attributes.donor(), carrier, workshop), at);
            return new Decision<>(
                    new Received(attributes, workshop, carrier, settled), claim.settled(attributes, custody, settled));
        }

        @Override
        public List<Move> legal() {
            return custody.hasDiscrepancy()
                    ? List.of(Move.SETTLEMENT, Move.REGISTRATION)
                    : List.of(Move.CORRECTION, Move.REGISTRATION);
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
    record Collected(LotAttributes attributes, List<Quantity> quantities, UUID workshop, UUID carrier)
            implements Lot, Departed {
        /** It goes to another workshop; its devices name theirs once they are told apart. */
        public Decision<Lot, CollectionEvent> redirect(UUID now, String reason) {
            return Decision.of(
                    new Collected(attributes, quantities, now, carrier), redirected(attributes, workshop, now, reason));
        }

        /** What left had been counted wrongly. */
        public Decision<Lot, CollectionEvent> correct(List<Quantity> now, String reason) {
            checkDistinct(now);
            requireChange(quantities, now);
            return Decision.of(
                    new Collected(attributes, now, workshop, carrier),
                    new LotCorrected(attributes.id(), quantities, now, reason));
        }

        /** The carrier counts what it brings to the workshop. */
        public Decision<Lot, CollectionEvent> deliver(List<Quantity> counted, Instant at) {
            return delivered(attributes, workshop, carrier, Custody.of(quantities), counted, at);
        }

        @Override
        public List<Quantity> room() {
            return quantities;
        }

        @Override
        public List<Quantity> most() {
            return quantities;
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
            return List.of(Move.DELIVERY, Move.CORRECTION, Move.WORKSHOP_CORRECTION, Move.REGISTRATION);
        }
    }

    /**
     * Its recipient bought it and has it; whoever sold it has no further part in it.
     *
     * @param workshop where its devices are received, one by one
     */
    record Supplied(LotAttributes attributes, List<Quantity> quantities, UUID workshop, Purchase purchase)
            implements Lot, Departed {
        /** It goes to another workshop; its devices name theirs once they are told apart. */
        public Decision<Lot, CollectionEvent> redirect(UUID now, String reason) {
            return Decision.of(
                    new Supplied(attributes, quantities, now, purchase), redirected(attributes, workshop, now, reason));
        }

        /** What was bought had been counted wrongly. */
        public Decision<Lot, CollectionEvent> correct(List<Quantity> now, String reason) {
            checkDistinct(now);
            requireChange(quantities, now);
            return Decision.of(
                    new Supplied(attributes, now, workshop, purchase),
                    new SupplyCorrected(attributes.id(), quantities, now, reason));
        }

        @Override
        public List<Quantity> room() {
            return quantities;
        }

        @Override
        public List<Quantity> most() {
            return quantities;
        }

        @Override
        public Set<UUID> owners() {
            return readers();
        }

        @Override
        public Set<UUID> readers() {
            return Set.copyOf(List.of(attributes.recipient(), workshop));
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
            Instant until,
            @Nullable PickupSite site) {
        requireWindow(from, until);
        return Decision.of(
                new PickupBooked(attributes, quantities, workshop, carrier, from, until, null, site),
                new PickupScheduled(attributes.id(), carrier, from, until));
    }

    private static Decision<Lot, CollectionEvent> delivered(
            LotAttributes attributes,
            UUID workshop,
            UUID carrier,
            Custody custody,
            List<Quantity> counted,
            Instant at) {
        requireOnce(counted);
        return Decision.of(
                new Delivered(attributes, workshop, carrier, custody.deliver(new Counted(carrier, counted, at))),
                new LotDelivered(attributes.id(), carrier, workshop, counted));
    }

    private static void requireDispute(Lot lot, Custody custody) {
        if (!custody.hasDiscrepancy()) {
            throw lot.illegal();
        }
    }

    private static Custody corrected(Custody custody, List<Quantity> now) {
        custody.requireSettled();
        checkDistinct(now);
        requireChange(custody.collected(), now);
        return custody.correct(now);
    }

    private static void requireChange(List<Quantity> before, List<Quantity> now) {
        if (counts(now).equals(counts(before))) {
            throw Refusal.invalid(
                    "/quantities",
                    "nothing_changed",
                    "Ces quantités sont déjà celles du lot.",
                    "The lot has these quantities already.");
        }
    }

    private static void requireWindow(Instant from, Instant until) {
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
    }

    private static boolean isWithin(Instant from, Instant until, Instant earliest, Instant latest) {
        return !from.isBefore(earliest) && !until.isAfter(latest);
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
        requireOnce(quantities);
        if (quantities.stream().mapToInt(Quantity::count).sum() == 0) {
            throw Refusal.invalid("/quantities", "empty", "Au moins un appareil.", "At least one device.");
        }
    }

    private static void requireOnce(List<Quantity> quantities) {
        if (quantities.stream().map(Quantity::category).distinct().count() != quantities.size()) {
            throw Refusal.invalid(
                    "/quantities",
                    "category_twice",
                    "Chaque catégorie figure une seule fois.",
                    "Each category appears once.");
        }
    }
}
