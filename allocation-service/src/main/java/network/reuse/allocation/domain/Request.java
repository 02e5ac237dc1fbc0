package network.reuse.allocation.domain;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.RequestBackOrdered;
import network.reuse.contracts.AllocationEvent.RequestDeclined;
import network.reuse.contracts.AllocationEvent.RequestMet;
import network.reuse.contracts.AllocationEvent.RequestReopened;
import network.reuse.contracts.AllocationEvent.RequestSubmitted;
import network.reuse.contracts.AllocationEvent.RequestWithdrawn;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.State;
import org.jspecify.annotations.Nullable;

/** A referrer's request of one pack for one person. */
public sealed interface Request extends State {
    /** Why a request is withdrawn when whoever it is for is forgotten. */
    String PERSON_FORGOTTEN = "Personne oubliée";

    /** Why a request is declined whose household a human has recognised; it tells nothing of the other request. */
    String HOUSEHOLD_SERVED = "Foyer déjà servi, ou en attente, dans ce groupe de programmes";

    RequestAttributes attributes();

    /** The organisations that may change it, as far as a move is legal. */
    Set<UUID> owners();

    @Override
    List<Move> legal();

    @Override
    default RequestStatus status() {
        return switch (this) {
            case Submitted _ -> RequestStatus.SUBMITTED;
            case BackOrdered _ -> RequestStatus.BACK_ORDERED;
            case Met _ -> RequestStatus.MET;
            case Declined _ -> RequestStatus.DECLINED;
            case Withdrawn _ -> RequestStatus.WITHDRAWN;
        };
    }

    /** What a partner can do to a request. */
    enum Move {
        RESERVATION,
        ELIGIBILITY,
        DECLINATION,
        WITHDRAWAL
    }

    /** A referrer asks. */
    static Decision<Request, AllocationEvent> submit(RequestAttributes attributes) {
        return Decision.of(
                new Submitted(attributes),
                new RequestSubmitted(
                        attributes.id(), attributes.code(), attributes.programmeId(), attributes.referrer()));
    }

    /** The household that it keeps from asking again in its group; null when another request of it is welcome. */
    default @Nullable String occupiedHousehold() {
        return null;
    }

    /** Whether it has a pack, or one is reserved for it. */
    default boolean hasPack() {
        return this instanceof Met met && !met.returned();
    }

    /** Whether whoever it is for waits for a pack or has one, and is not forgotten. */
    default boolean mayHaveLine() {
        return !attributes().forgotten()
                && switch (this) {
                    case Submitted _, BackOrdered _ -> true;
                    case Met met -> !met.returned();
                    case Declined _, Withdrawn _ -> false;
                };
    }

    /** The request once whoever it is for is forgotten: what waited is withdrawn, and nothing tells the household apart. */
    default Decision<Request, AllocationEvent> forget() {
        return switch (this) {
            case Submitted(RequestAttributes attributes) ->
                Decision.of(
                        new Withdrawn(attributes.forget(), PERSON_FORGOTTEN),
                        new RequestWithdrawn(attributes.id(), PERSON_FORGOTTEN));
            case BackOrdered(RequestAttributes attributes, UUID _) ->
                Decision.of(
                        new Withdrawn(attributes.forget(), PERSON_FORGOTTEN),
                        new RequestWithdrawn(attributes.id(), PERSON_FORGOTTEN));
            case Met(RequestAttributes attributes, UUID packId, boolean returned) ->
                Decision.of(new Met(attributes.forget(), packId, returned));
            case Declined(RequestAttributes attributes, String reason) ->
                Decision.of(new Declined(attributes.forget(), reason));
            case Withdrawn(RequestAttributes attributes, String reason) ->
                Decision.of(new Withdrawn(attributes.forget(), reason));
        };
    }

    /** The request once a contact was put right that tells the household apart: it is of that household. */
    default Decision<Request, AllocationEvent> identify(@Nullable String household) {
        RequestAttributes identified = attributes().of(household);
        return Decision.of(
                switch (this) {
                    case Submitted _ -> new Submitted(identified);
                    case BackOrdered waiting -> new BackOrdered(identified, waiting.packId());
                    case Met met -> new Met(identified, met.packId(), met.returned());
                    case Declined declined -> new Declined(identified, declined.reason());
                    case Withdrawn withdrawn -> new Withdrawn(identified, withdrawn.reason());
                });
    }

    /** It waits for a pack. */
    record Submitted(RequestAttributes attributes) implements Request {
        public Decision<Request, AllocationEvent> meet(UUID packId) {
            return Decision.of(new Met(attributes, packId, false), new RequestMet(attributes.id(), packId));
        }

        /** This pack is kept for it in the back-order of its programme. */
        public Decision<Request, AllocationEvent> backOrder(UUID packId) {
            return Decision.of(new BackOrdered(attributes, packId), new RequestBackOrdered(attributes.id(), packId));
        }

        /** Refuses to reserve for whoever does not meet the programme's criteria, or of whom that is not known. */
        public void requireEligible(Instant now) {
            if (attributes.eligibility() != null) {
                attributes.eligibility().requirePass(now);
            }
        }

        /** More of its programme's criteria are answered; nothing is said of it outside. */
        public Decision<Request, AllocationEvent> check(Eligibility answers, Instant now) {
            Eligibility before = attributes.eligibility();
            if (before == null) {
                throw illegal();
            }
            return Decision.of(new Submitted(attributes.answered(before.with(answers, now))));
        }

        public Decision<Request, AllocationEvent> decline(String reason) {
            return Decision.of(new Declined(attributes, reason), new RequestDeclined(attributes.id(), reason));
        }

        public Decision<Request, AllocationEvent> withdraw(String reason) {
            return Decision.of(new Withdrawn(attributes, reason), new RequestWithdrawn(attributes.id(), reason));
        }

        /** It looks like a request that comes before it, and its group has such wait until a human has decided. */
        public Refusal nearMatchUndecided() {
            return Refusal.of(
                    Refusal.Kind.ILLEGAL_NOW,
                    "near_match_undecided",
                    "Cette demande ressemble à une autre du groupe ; dites d'abord si elles sont d'un même foyer"
                            + " (near-matches).",
                    "This request looks like another one of the group; first say whether they are of one household"
                            + " (near-matches).");
        }

        @Override
        public @Nullable String occupiedHousehold() {
            return attributes.household();
        }

        @Override
        public Set<UUID> owners() {
            return attributes.parties();
        }

        @Override
        public List<Move> legal() {
            return attributes.eligibility() == null
                    ? List.of(Move.RESERVATION, Move.DECLINATION, Move.WITHDRAWAL)
                    : List.of(Move.RESERVATION, Move.ELIGIBILITY, Move.DECLINATION, Move.WITHDRAWAL);
        }
    }

    /** It waits in the back-order of its programme for the devices of this pack. */
    record BackOrdered(RequestAttributes attributes, UUID packId) implements Request {
        /** The devices are put aside. */
        public Decision<Request, AllocationEvent> serve() {
            return Decision.of(new Met(attributes, packId, false), new RequestMet(attributes.id(), packId));
        }

        /** The pack was given up: it waits for another, without a rank. */
        public Decision<Request, AllocationEvent> reopen(String reason) {
            return Decision.of(new Submitted(attributes), new RequestReopened(attributes.id(), reason));
        }

        public Decision<Request, AllocationEvent> decline(String reason) {
            return Decision.of(new Declined(attributes, reason), new RequestDeclined(attributes.id(), reason));
        }

        public Decision<Request, AllocationEvent> withdraw(String reason) {
            return Decision.of(new Withdrawn(attributes, reason), new RequestWithdrawn(attributes.id(), reason));
        }

        @Override
        public @Nullable String occupiedHousehold() {
            return attributes.household();
        }

        @Override
        public Set<UUID> owners() {
            return attributes.parties();
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.DECLINATION, Move.WITHDRAWAL);
        }
    }

    /**
     * A pack is reserved for it, or was handed over.
     *
     * @param returned whether the pack came back, so that the household may ask again
     */
    record Met(RequestAttributes attributes, UUID packId, boolean returned) implements Request {
        /** The pack is not handed over after all: it waits for another, unless there is nobody left to get it. */
        public Decision<Request, AllocationEvent> reopen(String reason) {
            if (attributes.forgotten()) {
                return Decision.of(
                        new Withdrawn(attributes, PERSON_FORGOTTEN),
                        new RequestWithdrawn(attributes.id(), PERSON_FORGOTTEN));
            }
            return Decision.of(new Submitted(attributes), new RequestReopened(attributes.id(), reason));
        }

        /** The pack came back. */
        public Decision<Request, AllocationEvent> markReturned() {
            return Decision.of(new Met(attributes, packId, true));
        }

        /** The pack did not come back after all. */
        public Decision<Request, AllocationEvent> correctReturn() {
            return Decision.of(new Met(attributes, packId, false));
        }

        @Override
        public @Nullable String occupiedHousehold() {
            return returned ? null : attributes.household();
        }

        @Override
        public Set<UUID> owners() {
            return Set.of(attributes.sponsor());
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** The sponsor does not grant it. */
    record Declined(RequestAttributes attributes, String reason) implements Request {
        @Override
        public Set<UUID> owners() {
            return Set.of(attributes.sponsor());
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** It is no longer wanted. */
    record Withdrawn(RequestAttributes attributes, String reason) implements Request {
        @Override
        public Set<UUID> owners() {
            return Set.of(attributes.sponsor());
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }
}
