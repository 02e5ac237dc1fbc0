package network.reuse.mediation.domain;

import java.util.List;
import network.reuse.contracts.Decision;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.MediationEvent.PlaceClosed;
import network.reuse.contracts.MediationEvent.PlaceOpened;

/** A room where people are taught, fixed or passing by. */
public sealed interface Place {
    PlaceFacts facts();

    /** The moves that are legal now. */
    List<Move> legal();

    /** What can be done to a place. */
    enum Move {
        SCHEDULING,
        CLOSURE
    }

    /** Workshops may be held there from now on. */
    static Decision<Place, MediationEvent> open(PlaceFacts facts) {
        return Decision.of(new Open(facts), new PlaceOpened(facts.id(), facts.code(), facts.name(), facts.manager()));
    }

    /** Workshops may be held there. */
    record Open(PlaceFacts facts) implements Place {
        /** No further workshop is scheduled there; those that are take place. */
        public Decision<Place, MediationEvent> close(String reason) {
            return Decision.of(new Closed(facts, reason), new PlaceClosed(facts.id(), reason));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.SCHEDULING, Move.CLOSURE);
        }
    }

    /** Nothing new takes place there. */
    record Closed(PlaceFacts facts, String reason) implements Place {
        @Override
        public List<Move> legal() {
            return List.of();
        }
    }
}
