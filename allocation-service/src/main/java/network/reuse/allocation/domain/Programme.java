package network.reuse.allocation.domain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.Basis;
import network.reuse.contracts.AllocationEvent.PackItem;
import network.reuse.contracts.AllocationEvent.ProgrammeAmended;
import network.reuse.contracts.AllocationEvent.ProgrammeClosed;
import network.reuse.contracts.AllocationEvent.ProgrammeCoFinanced;
import network.reuse.contracts.AllocationEvent.ProgrammeEligibilitySet;
import network.reuse.contracts.AllocationEvent.ProgrammeIdentificationDeclared;
import network.reuse.contracts.AllocationEvent.ProgrammeOpened;
import network.reuse.contracts.AllocationEvent.ProgrammeResumed;
import network.reuse.contracts.AllocationEvent.ProgrammeSuspended;
import network.reuse.contracts.AllocationEvent.Share;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.State;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;

/** A sponsor's offer of so many packs, between two days. */
public sealed interface Programme extends State {
    ProgrammeAttributes attributes();

    /** The organisations whose move it is. */
    Set<UUID> owners();

    /** The organisations that see it. */
    default Set<UUID> readers() {
        return this instanceof Draft
                ? Set.of(attributes().sponsor())
                : attributes().parties();
    }

    @Override
    List<Move> legal();

    @Override
    default ProgrammeStatus status() {
        return switch (this) {
            case Draft _ -> ProgrammeStatus.DRAFT;
            case Open _ -> ProgrammeStatus.OPEN;
            case Suspended _ -> ProgrammeStatus.SUSPENDED;
            case Closed _ -> ProgrammeStatus.CLOSED;
        };
    }

    /** What can be done to a programme. */
    enum Move {
        AMENDMENT,
        OPENING,
        SUSPENSION,
        RESUMPTION,
        CO_FINANCING,
        ELIGIBILITY,
        IDENTIFICATION,
        CLOSURE
    }

    /**
     * What depends on a programme's terms.
     *
     * @param taken how many packs are reserved or gone
     * @param isAsked whether anybody has asked for a pack
     * @param isReserved whether a pack was ever reserved
     * @param ofShares how many packs each share has given that requests are in, by its label
     * @param waitingOutside how many requests wait for a pack that are in no share
     */
    record Uses(int taken, boolean isAsked, boolean isReserved, Map<String, Integer> ofShares, int waitingOutside) {
        public Uses {
            ofShares = Map.copyOf(ofShares);
        }

        /** How many packs are reserved or gone that are in no share. */
        int takenOutsideOfShares() {
            return taken
                    - ofShares.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * A share as it is used; what is in no share is one as well, without a label.
     *
     * @param count how many packs it has
     * @param taken how many of them are reserved or gone
     */
    record ShareUse(String label, int count, int taken) {
        /** The label of what is in no share. */
        public static final String OUTSIDE = "";

        boolean isUsedUp() {
            return taken >= count;
        }
    }

    /** A sponsor writes a programme that nobody else sees yet. */
    static Decision<Programme, AllocationEvent> draft(ProgrammeAttributes attributes) {
        check(attributes);
        return Decision.of(new Draft(attributes));
    }

    /** A sponsor opens a programme. */
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
                        attributes.minimumLevel(),
                        attributes.shares().isEmpty() ? null : attributes.shares(),
                        attributes.waves().isEmpty() ? null : told(attributes.waves())));
    }

    private static List<AllocationEvent.Wave> told(List<Wave> waves) {
        return waves.stream().map(Wave::told).toList();
    }

    /** A programme whose terms may be amended. */
    sealed interface Amendable extends Programme permits Draft, Open, Suspended {
        /**
         * It has another quota in other shares or waves, none below what is taken, other days, outside of which nothing lies that was done
         * in it, or another minimum level, which holds for what is reserved from then on.
         *
         * @param today the last day of which it is known what was done
         */
        default Decision<Programme, AllocationEvent> amend(
                int quota,
                List<Share> shares,
                LocalDate from,
                LocalDate until,
                SanitisationLevel minimumLevel,
                List<Wave> waves,
                String reason,
                Uses uses,
                LocalDate today) {
            ProgrammeAttributes attributes = attributes();
            ProgrammeAttributes amended = attributes.amended(quota, shares, from, until, minimumLevel, waves);
            check(amended);
            if (quota < uses.taken()) {
                throw quotaBelow(uses.taken());
            }
            requireRoomInParts(amended, uses);
            LocalDate lastUse = today.isBefore(attributes.until()) ? today : attributes.until();
            if (uses.isReserved() && from.isAfter(attributes.from())) {
                throw daysInUse(attributes.from(), lastUse);
            }
            if (uses.isAsked() && until.isBefore(lastUse)) {
                throw daysInUse(attributes.from(), lastUse);
            }
            if (amended.equals(attributes)) {
                return new Decision<>(this, List.of());
            }
            ProgrammeAmended said = new ProgrammeAmended(
                    attributes.id(),
                    quota,
                    from.toString(),
                    until.toString(),
                    reason,
                    minimumLevel,
                    shares.isEmpty() && attributes.shares().isEmpty() ? null : shares,
                    waves.isEmpty() && attributes.waves().isEmpty() ? null : told(waves));
            return switch (this) {
                case Draft _ -> Decision.of(new Draft(amended));
                case Open _ -> Decision.of(new Open(amended), said);
                case Suspended suspended -> Decision.of(new Suspended(amended, suspended.reason()), said);
            };
        }

        /** It asks this of whoever its packs are for, from the next request on. */
        default Decision<Programme, AllocationEvent> ask(EligibilityRules rules) {
            return this instanceof Draft
                    ? Decision.of(this)
                    : Decision.of(this, new ProgrammeEligibilitySet(attributes().id(), rules.version()));
        }

        /**
         * The households of its group are told apart by other fields from now on, or near matches wait or not. Of the fields themselves
         * nothing is said to anybody but those who may ask.
         *
         * @param isOther whether they are other fields
         * @param askedIn the code of a programme of the group in which somebody has asked; null when nobody has
         */
        default Decision<Programme, AllocationEvent> identify(
                boolean isOther, boolean nearMatchesWait, @Nullable String askedIn) {
            if (isOther && askedIn != null) {
                throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "identification_in_use",
                                "Des demandes ont été faites dans le programme " + askedIn
                                        + " du même groupe ; ses foyers y sont reconnus autrement, et ne le seraient plus.",
                                "Requests were made in the programme " + askedIn
                                        + " of the same group; its households are told apart otherwise there, and would be no more.")
                        .with(Map.of("programme", askedIn));
            }
            return this instanceof Draft
                    ? new Decision<>(this, List.of())
                    : Decision.of(
                            this,
                            new ProgrammeIdentificationDeclared(attributes().id(), nearMatchesWait));
        }

        private static void requireRoomInParts(ProgrammeAttributes amended, Uses uses) {
            Map<String, Integer> counts = new HashMap<>();
            amended.parts().forEach(share -> counts.put(share.label(), share.count()));
            uses.ofShares().forEach((label, taken) -> {
                Integer count = counts.get(label);
                if (count == null) {
                    throw shareInUse(label);
                }
                if (count < taken) {
                    throw shareBelow(label, taken);
                }
            });
            if (!amended.parts().isEmpty() && amended.outsideOfParts() < uses.takenOutsideOfShares()) {
                throw shareBelow(ShareUse.OUTSIDE, uses.takenOutsideOfShares());
            }
            // A request keeps the share that it came with: nobody could ever serve one that is in none.
            if (!amended.parts().isEmpty() && amended.outsideOfParts() == 0 && uses.waitingOutside() > 0) {
                throw requestsInNoShare(uses.waitingOutside());
            }
        }
    }

    /** Its sponsor is still writing it: nobody else sees it, and nothing is said of it. */
    record Draft(ProgrammeAttributes attributes) implements Amendable {
        /** Requests and reservations are taken from now on, on these terms. */
        public Decision<Programme, AllocationEvent> open() {
            return Programme.open(attributes);
        }

        @Override
        public Set<UUID> owners() {
            return Set.of(attributes.sponsor());
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.AMENDMENT, Move.ELIGIBILITY, Move.IDENTIFICATION, Move.OPENING);
        }
    }

    /** Requests are taken until its last day, packs are reserved from its first. */
    record Open(ProgrammeAttributes attributes) implements Amendable {
        public Decision<Programme, AllocationEvent> close(String reason) {
            return Decision.of(new Closed(attributes, reason), new ProgrammeClosed(attributes.id(), reason));
        }

        public Decision<Programme, AllocationEvent> suspend(String reason) {
            return Decision.of(new Suspended(attributes, reason), new ProgrammeSuspended(attributes.id(), reason));
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
            return Decision.of(this, new ProgrammeCoFinanced(attributes.id(), plan.costCents()));
        }

        /** Refuses an organisation that may not ask, and whoever asks after the last day or in no wave. */
        public void requireAsking(UUID referrer, LocalDate today) {
            if (!attributes.referrers().contains(referrer)
                    && !attributes.sponsor().equals(referrer)) {
                throw unknown();
            }
            if (today.isAfter(attributes.until())) {
                throw closed();
            }
            if (!attributes.waves().isEmpty() && attributes.waveOn(today) == null) {
                throw outsideWaves(attributes.waveAfter(today));
            }
        }

        /** Refuses a request for somebody from elsewhere. */
        public void requireWithin(Territory place) {
            if (!attributes.departments().isEmpty() && !attributes.departments().contains(place.department())) {
                throw Refusal.invalid(
                        "/commune",
                        "out_of_territory",
                        "Cette commune est hors du territoire du programme (départements : "
                                + String.join(", ", attributes.departments()) + ").",
                        "This commune is outside the programme's territory (departments: "
                                + String.join(", ", attributes.departments()) + ").");
            }
        }

        /**
         * The share or wave that a request of that day is in, by its label; null when it is in none. Refuses one that is in none where all of
         * the quota is in shares.
         */
        public @Nullable String requireShare(UUID referrer, @Nullable String code, LocalDate day) {
            String label = attributes.partOf(referrer, code, day);
            if (label == null && !attributes.shares().isEmpty() && attributes.outsideOfParts() == 0) {
                throw Refusal.invalid(
                        "/shareCode",
                        "no_share",
                        "Tout le quota du programme est réparti en parts (" + labels() + ") et aucune n'est pour cette"
                                + " demande ; indiquez le code de la sienne.",
                        "All of the programme's quota is in shares (" + labels()
                                + ") and none is for this request; state the code of its own.");
            }
            return label;
        }

        private String labels() {
            return attributes.shares().stream().map(Share::label).collect(Collectors.joining(", "));
        }

        /** Refuses a reservation when all of the quota, or of the request's share of it, is reserved or gone. */
        public void requireRoom(int taken, @Nullable ShareUse share) {
            if (taken >= attributes.quota()) {
                throw usedUp();
            }
            if (share != null && share.isUsedUp()) {
                throw shareUsedUp(share);
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
            return List.of(
                    Move.AMENDMENT,
                    Move.CO_FINANCING,
                    Move.ELIGIBILITY,
                    Move.IDENTIFICATION,
                    Move.SUSPENSION,
                    Move.CLOSURE);
        }
    }

    /** Nothing is asked or reserved in it for now; hand-overs go on. */
    record Suspended(ProgrammeAttributes attributes, String reason) implements Amendable {
        /** It goes on as before. */
        public Decision<Programme, AllocationEvent> resume(String why) {
            return Decision.of(new Open(attributes), new ProgrammeResumed(attributes.id(), why));
        }

        public Decision<Programme, AllocationEvent> close(String why) {
            return Decision.of(new Closed(attributes, why), new ProgrammeClosed(attributes.id(), why));
        }

        @Override
        public Set<UUID> owners() {
            return Set.of(attributes.sponsor());
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.AMENDMENT, Move.ELIGIBILITY, Move.IDENTIFICATION, Move.RESUMPTION, Move.CLOSURE);
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

    /** Refuses a programme that is not there for whoever names it. */
    static Refusal unknown() {
        return Refusal.invalid(
                "/programmeId",
                "unknown_programme",
                "Aucun programme de ce nom n'est ouvert à votre organisation.",
                "No programme by this name is open to your organisation.");
    }

    /** The programme as one that is open; refuses when it is not. */
    default Open requireOpen() {
        return switch (this) {
            case Draft _ ->
                throw Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "programme_draft",
                        "Le programme est encore un brouillon ; ouvrez-le (…/opening).",
                        "The programme is still a draft; open it (…/opening).");
            case Open open -> open;
            case Suspended suspended ->
                throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "programme_suspended",
                                "Le programme est suspendu (" + suspended.reason() + ") ; il ne prend ni demande ni"
                                        + " réservation jusqu'à sa reprise.",
                                "The programme is suspended (" + suspended.reason() + "); it takes no request and no"
                                        + " reservation until it is resumed.")
                        .with(Map.of("reason", suspended.reason()));
            case Closed _ -> throw closed();
        };
    }

    /** Whether whoever waits for devices in it goes on waiting on this day. */
    default boolean keepsBackOrder(LocalDate today) {
        return !(this instanceof Closed) && !today.isAfter(attributes().until());
    }

    /** Refuses to take again what the return of a pack has freed of the quota, when somebody else has taken it. */
    default void requireRoomForReturned(int taken, @Nullable ShareUse share) {
        if (!attributes().returnFreesQuota()) {
            return;
        }
        if (taken >= attributes().quota()) {
            throw usedUp();
        }
        if (share != null && share.isUsedUp()) {
            throw shareUsedUp(share);
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

    /** Others wait already for what is in stock or will come. */
    default Refusal backOrderAhead(int waiting) {
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "back_order_ahead",
                        waiting
                                + " demandes attendent déjà leur tour dans ce programme, et ce qui arrive leur revient ; prenez"
                                + " rang derrière elles (backOrder: true).",
                        waiting
                                + " requests wait their turn in this programme already, and what arrives is theirs; take a rank"
                                + " behind them (backOrder: true).")
                .with(Map.of("waiting", waiting));
    }

    /** All packs of a share are reserved or gone. */
    static Refusal shareUsedUp(ShareUse share) {
        boolean outside = share.label().equals(ShareUse.OUTSIDE);
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "share_used_up",
                        "Les " + share.count() + " packs "
                                + (outside ? "hors des parts du programme" : "de la part « " + share.label() + " »")
                                + " sont réservés ou remis (" + share.taken()
                                + ") ; une réservation qui expire en libère un.",
                        "The " + share.count() + " packs "
                                + (outside
                                        ? "outside of the programme's shares"
                                        : "of the share \"" + share.label() + "\"")
                                + " are reserved or gone (" + share.taken()
                                + "); a reservation that expires frees one.")
                .with(Map.of("share", share.label(), "count", share.count(), "taken", share.taken()));
    }

    /** No requests are accepted on that day; the wave that begins next is told, if there is one. */
    private static Refusal outsideWaves(@Nullable Wave next) {
        Refusal refusal = Refusal.of(
                Refusal.Kind.ILLEGAL_NOW,
                "outside_waves",
                "Ce programme prend les demandes par vagues, et aucune n'est ouverte ce jour-là. "
                        + (next == null
                                ? "Il n'y en a plus d'autre."
                                : "La prochaine, « " + next.label() + " », va du " + next.from() + " au " + next.until()
                                        + "."),
                "This programme takes requests in waves, and none is open on that day. "
                        + (next == null
                                ? "There is no further one."
                                : "The next one, \"" + next.label() + "\", is from " + next.from() + " to "
                                        + next.until() + "."));
        return next == null ? refusal : refusal.with(Map.of("next", next.told()));
    }

    /** More packs of a share are reserved or gone than there would be. */
    private static Refusal shareBelow(String label, int taken) {
        boolean outside = label.equals(ShareUse.OUTSIDE);
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "share_below_taken",
                        taken + " packs " + (outside ? "hors des parts" : "de la part « " + label + " »")
                                + " sont déjà réservés ou remis ; elle ne descend pas en dessous.",
                        taken + " packs " + (outside ? "outside of the shares" : "of the share \"" + label + "\"")
                                + " are reserved or gone already; it does not go below that.")
                .with(Map.of("share", label, "taken", taken));
    }

    private static Refusal shareInUse(String label) {
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "share_in_use",
                        "Des demandes relèvent de la part « " + label + " » ; elle garde ce nom.",
                        "Requests are in the share \"" + label + "\"; it keeps this name.")
                .with(Map.of("share", label));
    }

    private static Refusal requestsInNoShare(int requests) {
        return Refusal.of(
                        Refusal.Kind.ILLEGAL_NOW,
                        "requests_in_no_share",
                        requests
                                + " demandes attendent hors des parts ; laissez-leur des packs, ou répondez-y d'abord.",
                        requests + " requests wait that are in no share; leave packs for them, or answer them first.")
                .with(Map.of("requests", requests));
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
        checkShares(attributes, faults);
        checkWaves(attributes, faults);
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
    }

    private static void checkShares(ProgrammeAttributes attributes, List<Refusal.Fault> faults) {
        Set<String> labels = new HashSet<>();
        for (int i = 0; i < attributes.shares().size(); i++) {
            Share share = attributes.shares().get(i);
            if (!labels.add(share.label())) {
                faults.add(new Refusal.Fault(
                        "/shares/" + i + "/label",
                        "label_twice",
                        "Chaque part a un nom à elle.",
                        "Each share has a name of its own."));
            }
            boolean asks = share.referrer() == null
                    || attributes.referrers().contains(share.referrer())
                    || attributes.sponsor().equals(share.referrer());
            if (!asks || (share.referrer() == null && share.codes().isEmpty())) {
                faults.add(new Refusal.Fault(
                        "/shares/" + i,
                        "share_for_nobody",
                        "Une part nomme un prescripteur du programme, ou des codes que les demandes indiquent.",
                        "A share names a referrer of the programme, or codes that requests state."));
            }
        }
        if (attributes.outsideOfParts() < 0) {
            faults.add(new Refusal.Fault(
                    attributes.shares().isEmpty() ? "/waves" : "/shares",
                    "shares_above_quota",
                    "Les parts font ensemble " + attributes.inParts() + " packs, le quota " + attributes.quota() + ".",
                    "Together the shares have " + attributes.inParts() + " packs, the quota " + attributes.quota()
                            + "."));
        }
    }

    private static void checkWaves(ProgrammeAttributes attributes, List<Refusal.Fault> faults) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < attributes.waves().size(); i++) {
            Wave wave = attributes.waves().get(i);
            if (!names.add(wave.label())) {
                faults.add(new Refusal.Fault(
                        "/waves/" + i + "/label",
                        "label_twice",
                        "Chaque vague a un nom à elle.",
                        "Each wave has a name of its own."));
            }
            if (wave.until().isBefore(wave.from())) {
                faults.add(new Refusal.Fault(
                        "/waves/" + i + "/until",
                        "before_from",
                        "« until » est au plus tôt le jour de « from ».",
                        "\"until\" is not before \"from\"."));
            }
            if (wave.until().isAfter(attributes.until())) {
                faults.add(new Refusal.Fault(
                        "/waves/" + i + "/until",
                        "wave_beyond_programme",
                        "Une vague finit au plus tard avec le programme, le " + attributes.until() + ".",
                        "A wave ends with the programme at the latest, on " + attributes.until() + "."));
            }
        }
        long withPart =
                attributes.waves().stream().filter(wave -> wave.count() != null).count();
        if (withPart > 0
                && (withPart < attributes.waves().size() || !attributes.shares().isEmpty())) {
            faults.add(new Refusal.Fault(
                    "/waves",
                    "waves_in_part",
                    "Soit chaque vague a sa part du quota (« count »), soit aucune ; et un programme en parts (« shares ») n'a que des"
                            + " vagues sans la leur.",
                    "Either each wave has its part of the quota (\"count\") or none has; and a programme in shares (\"shares\") has"
                            + " waves without their own alone."));
        }
    }
}
