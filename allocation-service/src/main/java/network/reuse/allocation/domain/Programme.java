package network.reuse.allocation.domain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.Basis;
import network.reuse.contracts.AllocationEvent.PackItem;
import network.reuse.contracts.AllocationEvent.ProgrammeClosed;
import network.reuse.contracts.AllocationEvent.ProgrammeOpened;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Territory;

/** A sponsor's offer of so many packs, between two days. */
public sealed interface Programme {
    ProgrammeFacts facts();

    /** The organisations whose move it is. */
    Set<UUID> holders();

    /** The moves that are legal now. */
    List<Move> legal();

    /** What can be done to a programme. */
    enum Move {
        CLOSURE
    }

    /** A sponsor opens a new programme. */
    static Decision<Programme, AllocationEvent> open(ProgrammeFacts facts) {
        check(facts);
        return Decision.of(
                new Open(facts),
                new ProgrammeOpened(
                        facts.id(),
                        facts.code(),
                        facts.sponsor(),
                        facts.name(),
                        facts.pack(),
                        facts.goods(),
                        facts.priceCents(),
                        facts.quota(),
                        facts.from().toString(),
                        facts.until().toString(),
                        facts.basis()));
    }

    /** Requests are taken until its last day, packs are reserved from its first. */
    record Open(ProgrammeFacts facts) implements Programme {
        public Decision<Programme, AllocationEvent> close(String reason) {
            return Decision.of(new Closed(facts, reason), new ProgrammeClosed(facts.id(), reason));
        }

        /** Refuses a request of an organisation that may not ask, from elsewhere, or after the last day. */
        public void requireRequestable(UUID referrer, Territory place, LocalDate today) {
            if (!facts.referrers().contains(referrer) && !facts.sponsor().equals(referrer)) {
                throw Refusal.of(
                        Refusal.Kind.NOT_YOURS,
                        "not_a_referrer",
                        "Votre organisation ne peut pas orienter vers ce programme ; adressez-vous à son porteur.",
                        "Your organisation cannot refer to this programme; ask its sponsor.");
            }
            if (!facts.departments().isEmpty() && !facts.departments().contains(place.department())) {
                throw Refusal.invalid(
                        "/commune",
                        "out_of_territory",
                        "Cette commune est hors du territoire du programme (départements : "
                                + String.join(", ", facts.departments()) + ").",
                        "This commune is outside the programme's territory (departments: "
                                + String.join(", ", facts.departments()) + ").");
            }
            if (today.isAfter(facts.until())) {
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
            return !today.isBefore(facts.from()) && !today.isAfter(facts.until());
        }

        @Override
        public Set<UUID> holders() {
            return Set.of(facts.sponsor());
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.CLOSURE);
        }
    }

    /** Nothing new is asked or reserved in it. */
    record Closed(ProgrammeFacts facts, String reason) implements Programme {
        @Override
        public Set<UUID> holders() {
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

    /** All packs of the programme are reserved or gone. */
    default Refusal usedUp() {
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "quota_used_up",
                        "Les " + facts().quota()
                                + " packs du programme sont réservés ou remis ; une réservation qui expire en"
                                + " libère un.",
                        "The programme's " + facts().quota()
                                + " packs are reserved or gone; a reservation that expires frees one.")
                .with(Map.of("quota", facts().quota()));
    }

    /** The programme takes nothing new, or not today. */
    default Refusal closed() {
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "programme_closed",
                        "Le programme est fermé, ou hors de ses dates (du " + facts().from() + " au " + facts().until()
                                + ").",
                        "The programme is closed, or outside its dates (" + facts().from() + " to " + facts().until()
                                + ").")
                .with(Map.of(
                        "from",
                        facts().from().toString(),
                        "until",
                        facts().until().toString()));
    }

    private static void check(ProgrammeFacts facts) {
        List<Refusal.Fault> faults = new ArrayList<>();
        if (facts.pack().stream().map(PackItem::category).distinct().count()
                != facts.pack().size()) {
            faults.add(new Refusal.Fault(
                    "/pack",
                    "category_twice",
                    "Chaque catégorie figure une seule fois.",
                    "Each category appears once."));
        }
        if (facts.until().isBefore(facts.from())) {
            faults.add(new Refusal.Fault(
                    "/until",
                    "before_from",
                    "« until » est au plus tôt le jour de « from ».",
                    "\"until\" is not before \"from\"."));
        }
        if (facts.basis() == Basis.GIFT && facts.priceCents() != 0) {
            faults.add(new Refusal.Fault(
                    "/priceCents", "gift_has_no_price", "Un don n'a pas de prix : 0.", "A gift has no price: 0."));
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
    }
}
