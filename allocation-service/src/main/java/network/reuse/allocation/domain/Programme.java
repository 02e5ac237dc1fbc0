package network.reuse.allocation.domain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.Basis;
import network.reuse.contracts.AllocationEvent.EnvelopeShare;
import network.reuse.contracts.AllocationEvent.PackItem;
import network.reuse.contracts.AllocationEvent.ProgrammeAmended;
import network.reuse.contracts.AllocationEvent.ProgrammeClosed;
import network.reuse.contracts.AllocationEvent.ProgrammeCoFinanced;
import network.reuse.contracts.AllocationEvent.ProgrammeOpened;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.State;
import network.reuse.contracts.Territory;

/** A sponsor's offer of so many packs, between two days. */
public sealed interface Programme extends State {
    ProgrammeAttributes attributes();

    /** The organisations whose move it is. */
    Set<UUID> owners();

    @Override
    List<Move> legal();

    @Override
    default ProgrammeStatus status() {
        return switch (this) {
            case Open _ -> ProgrammeStatus.OPEN;
            case Closed _ -> ProgrammeStatus.CLOSED;
        };
    }

    /** What can be done to a programme. */
    enum Move {
        AMENDMENT,
        CO_FINANCING,
        CLOSURE
    }

    /**
     * What depends on a programme's terms.
     *
     * @param taken how many packs are reserved or gone
     * @param isAsked whether anybody has asked for a pack
     * @param isReserved whether a pack was ever reserved
     */
    record Uses(int taken, boolean isAsked, boolean isReserved) {}

    /** A sponsor opens a new programme. */
    static Decision<Programme, AllocationEvent> open(ProgrammeAttributes attributes) {
        check(attributes);
        return Decision.of(
                new Open(attributes),
                new ProgrammeOpened(
                        attributes.id(),
                        attributes.code(),
                        attributes.sponsor(),
                        attributes.name(),
                        attributes.pack(),
                        attributes.goods(),
                        attributes.priceCents(),
                        attributes.quota(),
                        attributes.from().toString(),
                        attributes.until().toString(),
                        attributes.basis(),
                        attributes.minimumLevel()));
    }

    /** Requests are taken until its last day, packs are reserved from its first. */
    record Open(ProgrammeAttributes attributes) implements Programme {
        public Decision<Programme, AllocationEvent> close(String reason) {
            return Decision.of(new Closed(attributes, reason), new ProgrammeClosed(attributes.id(), reason));
        }

        /**
         * It has another quota, not below what is taken, other days, outside of which nothing lies that was done in it, or another
         * minimum level, which holds for what is reserved from then on.
         *
         * @param today the last day of which it is known what was done
         */
        public Decision<Programme, AllocationEvent> amend(
                int quota,
                LocalDate from,
                LocalDate until,
                SanitisationLevel minimumLevel,
                String reason,
                Uses uses,
                LocalDate today) {
            ProgrammeAttributes amended = attributes.amended(quota, from, until, minimumLevel);
            check(amended);
            if (quota < uses.taken()) {
                throw quotaBelow(uses.taken());
            }
            LocalDate lastUse = today.isBefore(attributes.until()) ? today : attributes.until();
            if (uses.isReserved() && from.isAfter(attributes.from())) {
                throw daysInUse(attributes.from(), lastUse);
            }
            if (uses.isAsked() && until.isBefore(lastUse)) {
                throw daysInUse(attributes.from(), lastUse);
            }
            return amended.equals(attributes)
                    ? new Decision<>(this, List.of())
                    : Decision.of(
                            new Open(amended),
                            new ProgrammeAmended(
                                    attributes.id(), quota, from.toString(), until.toString(), reason, minimumLevel));
        }

        /** Who pays what of its packs; refused once a pack was reserved, whose shares would be others. */
        public Decision<Programme, AllocationEvent> coFinance(CoFinancing plan, Uses uses) {
            if (uses.isReserved()) {
                throw Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "plan_in_use",
                        "Un pack a déjà été réservé dans ce programme ; son plan de cofinancement ne change plus. Ouvrez un"
                                + " autre programme.",
                        "A pack was reserved in this programme already; its co-financing plan does not change any more. Open"
                                + " another programme.");
            }
            return Decision.of(
                    this,
                    new ProgrammeCoFinanced(
                            attributes.id(),
                            plan.costCents(),
                            plan.buyerCents(),
                            plan.ownCents(),
                            plan.shares().stream()
                                    .map(share -> new EnvelopeShare(share.envelopeId(), share.cents()))
                                    .toList()));
        }

        /** Refuses a request of an organisation that may not ask, from elsewhere, or after the last day. */
        public void requireRequestable(UUID referrer, Territory place, LocalDate today) {
            if (!attributes.referrers().contains(referrer)
                    && !attributes.sponsor().equals(referrer)) {
                throw Refusal.of(
                        Refusal.Kind.NOT_YOURS,
                        "not_a_referrer",
                        "Votre organisation ne peut pas orienter vers ce programme ; adressez-vous à son porteur.",
                        "Your organisation cannot refer to this programme; ask its sponsor.");
            }
            if (!attributes.departments().isEmpty() && !attributes.departments().contains(place.department())) {
                throw Refusal.invalid(
                        "/commune",
                        "out_of_territory",
                        "Cette commune est hors du territoire du programme (départements : "
                                + String.join(", ", attributes.departments()) + ").",
                        "This commune is outside the programme's territory (departments: "
                                + String.join(", ", attributes.departments()) + ").");
            }
            if (today.isAfter(attributes.until())) {
                throw closed();
            }
        }

        /** Refuses a reservation outside of its days. */
        public void requireReservable(LocalDate today) {
            if (!isReservable(today)) {
                throw closed();
            }
        }

        public boolean isReservable(LocalDate today) {
            return !today.isBefore(attributes.from()) && !today.isAfter(attributes.until());
        }

        @Override
        public Set<UUID> owners() {
            return Set.of(attributes.sponsor());
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.AMENDMENT, Move.CO_FINANCING, Move.CLOSURE);
        }
    }

    /** Nothing new is asked or reserved in it. */
    record Closed(ProgrammeAttributes attributes, String reason) implements Programme {
        @Override
        public Set<UUID> owners() {
            return Set.of();
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** The programme as one that is open; refuses when it is closed. */
    default Open requireOpen() {
        return switch (this) {
            case Open open -> open;
            case Closed _ -> throw closed();
        };
    }

    /** Refuses to take again what the return of a pack has freed of the quota, when somebody else has taken it. */
    default void requireRoomForReturned(int taken) {
        if (attributes().returnFreesQuota() && taken >= attributes().quota()) {
            throw usedUp();
        }
    }

    /** All packs of the programme are reserved or gone. */
    default Refusal usedUp() {
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "quota_used_up",
                        "Les " + attributes().quota()
                                + " packs du programme sont réservés ou remis ; une réservation qui expire en"
                                + " libère un.",
                        "The programme's " + attributes().quota()
                                + " packs are reserved or gone; a reservation that expires frees one.")
                .with(Map.of("quota", attributes().quota()));
    }

    /** More packs are reserved or gone than there would be. */
    static Refusal quotaBelow(int taken) {
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "quota_below_taken",
                        taken + " packs sont déjà réservés ou remis ; le quota ne descend pas en dessous.",
                        taken + " packs are reserved or gone already; the quota does not go below that.")
                .with(Map.of("taken", taken));
    }

    private static Refusal daysInUse(LocalDate first, LocalDate last) {
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "days_in_use",
                        "Des demandes ou des réservations datent de la période du " + first + " au " + last
                                + " ; le programme continue de la couvrir.",
                        "Requests or reservations were made from " + first + " to " + last
                                + "; the programme still covers these days.")
                .with(Map.of("from", first.toString(), "until", last.toString()));
    }

    /** The programme takes nothing new, or not today. */
    default Refusal closed() {
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "programme_closed",
                        "Le programme est fermé, ou hors de ses dates (du "
                                + attributes().from() + " au " + attributes().until() + ").",
                        "The programme is closed, or outside its dates ("
                                + attributes().from() + " to " + attributes().until() + ").")
                .with(Map.of(
                        "from",
                        attributes().from().toString(),
                        "until",
                        attributes().until().toString()));
    }

    private static void check(ProgrammeAttributes attributes) {
        List<Refusal.Fault> faults = new ArrayList<>();
        if (attributes.pack().stream().map(PackItem::category).distinct().count()
                != attributes.pack().size()) {
            faults.add(new Refusal.Fault(
                    "/pack",
                    "category_twice",
                    "Chaque catégorie figure une seule fois.",
                    "Each category appears once."));
        }
        if (attributes.until().isBefore(attributes.from())) {
            faults.add(new Refusal.Fault(
                    "/until",
                    "before_from",
                    "« until » est au plus tôt le jour de « from ».",
                    "\"until\" is not before \"from\"."));
        }
        if (attributes.basis() == Basis.GIFT && attributes.priceCents() != 0) {
            faults.add(new Refusal.Fault(
                    "/priceCents", "gift_has_no_price", "Un don n'a pas de prix : 0.", "A gift has no price: 0."));
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
    }
}
