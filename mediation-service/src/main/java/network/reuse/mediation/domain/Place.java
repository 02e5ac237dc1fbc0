package network.reuse.mediation.domain;

import java.util.List;
import network.reuse.contracts.Decision;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.MediationEvent.PlaceAmended;
import network.reuse.contracts.MediationEvent.PlaceClosed;
import network.reuse.contracts.MediationEvent.PlaceOpened;
import network.reuse.contracts.State;

/** A room where people are taught, fixed or passing by. */
public sealed interface Place extends State {
    PlaceAttributes attributes();

    @Override
    List<Move> legal();

    @Override
    default PlaceStatus status() {
        return switch (this) {
            case Open _ -> PlaceStatus.OPEN;
            case Closed _ -> PlaceStatus.CLOSED;
        };
    }

    /** What can be done to a place. */
    enum Move {
        SCHEDULING,
        AMENDMENT,
        CLOSURE
    }

    /** Workshops may be held there from now on. */
    static Decision<Place, MediationEvent> open(PlaceAttributes attributes) {
        return Decision.of(
                new Open(attributes),
                new PlaceOpened(attributes.id(), attributes.code(), attributes.name(), attributes.manager()));
    }

    /** Workshops may be held there. */
    record Open(PlaceAttributes attributes) implements Place {
        /** It has another name or other hosts, is found elsewhere or tells otherwise of itself; what is scheduled there takes place. */
        public Decision<Place, MediationEvent> amend(PlaceAttributes to, String reason) {
            return to.equals(attributes)
                    ? new Decision<>(this, List.of())
                    : Decision.of(new Open(to), new PlaceAmended(to.id(), to.name(), reason));
        }

        /** No further workshop is scheduled there; those that are take place. */
        public Decision<Place, MediationEvent> close(String reason) {
            return Decision.of(new Closed(attributes, reason), new PlaceClosed(attributes.id(), reason));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.SCHEDULING, Move.AMENDMENT, Move.CLOSURE);
        }
    }

    /** Nothing new takes place there. */
    record Closed(PlaceAttributes attributes, String reason) implements Place {
        @Override
        public List<Move> legal() {
            return List.of();
        }
    }
}
