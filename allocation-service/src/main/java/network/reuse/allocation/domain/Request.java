package network.reuse.allocation.domain;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.RequestDeclined;
import network.reuse.contracts.AllocationEvent.RequestMet;
import network.reuse.contracts.AllocationEvent.RequestReopened;
import network.reuse.contracts.AllocationEvent.RequestSubmitted;
import network.reuse.contracts.AllocationEvent.RequestWithdrawn;
import network.reuse.contracts.Decision;
import org.jspecify.annotations.Nullable;

/** A referrer's request of one pack for one person. */
public sealed interface Request {
    /** Why a request is withdrawn when whoever it is for is forgotten. */
    String FORGOTTEN = "Personne oubliée";

    RequestFacts facts();

    /** The organisations whose move it is. */
    Set<UUID> holders();

    /** The moves that are legal now. */
    List<Move> legal();

    /** What can be done to a request. */
    enum Move {
        RESERVATION,
        DECLINATION,
        WITHDRAWAL
    }

    /** A referrer asks. */
    static Decision<Request, AllocationEvent> submit(RequestFacts facts) {
        return Decision.of(
                new Submitted(facts),
                new RequestSubmitted(facts.id(), facts.code(), facts.programmeId(), facts.referrer()));
    }

    /** The household that it occupies in its group; null when another request of it is welcome. */
    default @Nullable String served() {
        return null;
    }

    /** The request once whoever it is for is forgotten: what waited is withdrawn, and nothing tells the household apart. */
    default Decision<Request, AllocationEvent> forget() {
        return switch (this) {
            case Submitted(RequestFacts facts) ->
                Decision.of(new Withdrawn(facts.forget(), FORGOTTEN), new RequestWithdrawn(facts.id(), FORGOTTEN));
            case Met(RequestFacts facts, UUID packId, boolean returned) ->
                Decision.of(new Met(facts.forget(), packId, returned));
            case Declined(RequestFacts facts, String reason) -> Decision.of(new Declined(facts.forget(), reason));
            case Withdrawn(RequestFacts facts, String reason) -> Decision.of(new Withdrawn(facts.forget(), reason));
        };
    }

    /** It waits for a pack. */
    record Submitted(RequestFacts facts) implements Request {
        public Decision<Request, AllocationEvent> meet(UUID packId) {
            return Decision.of(new Met(facts, packId, false), new RequestMet(facts.id(), packId));
        }

        public Decision<Request, AllocationEvent> decline(String reason) {
            return Decision.of(new Declined(facts, reason), new RequestDeclined(facts.id(), reason));
        }

        public Decision<Request, AllocationEvent> withdraw(String reason) {
            return Decision.of(new Withdrawn(facts, reason), new RequestWithdrawn(facts.id(), reason));
        }

        @Override
        public @Nullable String served() {
            return facts.household();
        }

        @Override
        public Set<UUID> holders() {
            return facts.parties();
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.RESERVATION, Move.DECLINATION, Move.WITHDRAWAL);
        }
    }

    /**
     * A pack is reserved for it, or was handed over.
     *
     * @param returned whether the pack came back, so that the household may ask again
     */
    record Met(RequestFacts facts, UUID packId, boolean returned) implements Request {
        /** The pack is not handed over after all: it waits for another, unless there is nobody left to get it. */
        public Decision<Request, AllocationEvent> reopen(String reason) {
            if (facts.forgotten()) {
                return Decision.of(new Withdrawn(facts, FORGOTTEN), new RequestWithdrawn(facts.id(), FORGOTTEN));
            }
            return Decision.of(new Submitted(facts), new RequestReopened(facts.id(), reason));
        }

        /** The pack came back. */
        public Decision<Request, AllocationEvent> giveBack() {
            return Decision.of(new Met(facts, packId, true));
        }

        @Override
        public @Nullable String served() {
            return returned ? null : facts.household();
        }

        @Override
        public Set<UUID> holders() {
            return Set.of(facts.sponsor());
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** The sponsor does not grant it. */
    record Declined(RequestFacts facts, String reason) implements Request {
        @Override
        public Set<UUID> holders() {
            return Set.of(facts.sponsor());
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** It is no longer wanted. */
    record Withdrawn(RequestFacts facts, String reason) implements Request {
        @Override
        public Set<UUID> holders() {
            return Set.of(facts.sponsor());
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }
}
