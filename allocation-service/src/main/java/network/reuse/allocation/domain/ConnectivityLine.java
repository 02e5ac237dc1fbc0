package network.reuse.allocation.domain;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.ConnectivityLineActivated;
import network.reuse.contracts.AllocationEvent.ConnectivityLineCancelled;
import network.reuse.contracts.AllocationEvent.ConnectivityLineEnded;
import network.reuse.contracts.AllocationEvent.ConnectivityLineFailed;
import network.reuse.contracts.AllocationEvent.ConnectivityLineRefused;
import network.reuse.contracts.AllocationEvent.ConnectivityLineRequested;
import network.reuse.contracts.AllocationEvent.ConnectivityLineRetried;
import network.reuse.contracts.Decision;
import network.reuse.contracts.LineFailure;
import network.reuse.contracts.LineRefusal;
import network.reuse.contracts.State;

/**
 * A line of a connectivity offer for whoever a request is for. It takes one of the offer's as long as it is asked for or active, and once it
 * was; one that is refused, failed or cancelled gives it back.
 */
public sealed interface ConnectivityLine extends State {
    /** Why a line is cancelled when its request is withdrawn or declined, or its person forgotten. */
    String REQUEST_OVER = "Demande retirée, refusée ou oubliée";

    ConnectivityLineAttributes attributes();

    /** The organisations that may change it, as far as a move is legal. */
    default Set<UUID> owners() {
        return switch (this) {
            case Requested _, Failed _ -> attributes().parties();
            case Active _ -> Set.of(attributes().provider());
            case Refused _, Cancelled _, Ended _ -> Set.of();
        };
    }

    @Override
    List<Move> legal();

    @Override
    default ConnectivityLineStatus status() {
        return switch (this) {
            case Requested _ -> ConnectivityLineStatus.REQUESTED;
            case Active _ -> ConnectivityLineStatus.ACTIVE;
            case Refused _ -> ConnectivityLineStatus.REFUSED;
            case Failed _ -> ConnectivityLineStatus.FAILED;
            case Cancelled _ -> ConnectivityLineStatus.CANCELLED;
            case Ended _ -> ConnectivityLineStatus.ENDED;
        };
    }

    /** Whose move one is. */
    enum Mover {
        PROVIDER,
        ASKER,
        EITHER
    }

    /** What can be done to a line; in paths each is spelled as its resource. */
    enum Move {
        ACTIVATION(Mover.PROVIDER),
        REFUSAL(Mover.PROVIDER),
        FAILURE(Mover.PROVIDER),
        RETRY(Mover.EITHER),
        CANCELLATION(Mover.ASKER),
        TERMINATION(Mover.PROVIDER);

        private final Mover mover;

        Move(Mover mover) {
            this.mover = mover;
        }
    }

    /** Whether a move is this organisation's. */
    default boolean isMoveOf(Move move, UUID organisation) {
        boolean isProvider = attributes().provider().equals(organisation);
        boolean isAsker = attributes().isAskedBy(organisation);
        return switch (move.mover) {
            case PROVIDER -> isProvider;
            case ASKER -> isAsker;
            case EITHER -> isProvider || isAsker;
        };
    }

    /** What this organisation may do now. */
    default List<Move> legalFor(UUID organisation) {
        return legal().stream().filter(move -> isMoveOf(move, organisation)).toList();
    }

    /** Whether its request gets no other one. */
    default boolean stands() {
        return this instanceof Requested || this instanceof Active || this instanceof Failed;
    }

    /** Whether it takes one of the offer's lines. */
    default boolean takesLine() {
        return this instanceof Requested || this instanceof Active || this instanceof Ended;
    }

    /** A line is asked for. */
    static Decision<ConnectivityLine, AllocationEvent> request(ConnectivityLineAttributes attributes) {
        return Decision.of(
                new Requested(attributes),
                new ConnectivityLineRequested(
                        attributes.id(),
                        attributes.code(),
                        attributes.offerId(),
                        attributes.requestId(),
                        attributes.programmeId()));
    }

    /** One that its request's end calls off. */
    sealed interface Cancellable extends ConnectivityLine {
        /** It is not wanted any more. */
        default Decision<ConnectivityLine, AllocationEvent> cancel(String reason) {
            return Decision.of(
                    new Cancelled(attributes(), reason),
                    new ConnectivityLineCancelled(
                            attributes().id(), attributes().offerId(), reason));
        }
    }

    /** The provider has to activate it. */
    record Requested(ConnectivityLineAttributes attributes) implements Cancellable {
        /** It works. */
        public Decision<ConnectivityLine, AllocationEvent> activate() {
            return Decision.of(
                    new Active(attributes), new ConnectivityLineActivated(attributes.id(), attributes.offerId()));
        }

        /** There will be none. */
        public Decision<ConnectivityLine, AllocationEvent> refuse(LineRefusal reason) {
            return Decision.of(
                    new Refused(attributes, reason),
                    new ConnectivityLineRefused(attributes.id(), attributes.offerId(), reason));
        }

        /** Something has to be put right first. */
        public Decision<ConnectivityLine, AllocationEvent> fail(LineFailure reason) {
            return Decision.of(
                    new Failed(attributes, reason),
                    new ConnectivityLineFailed(attributes.id(), attributes.offerId(), reason));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.ACTIVATION, Move.REFUSAL, Move.FAILURE, Move.CANCELLATION);
        }
    }

    /** It works. */
    record Active(ConnectivityLineAttributes attributes) implements ConnectivityLine {
        /** It is over. */
        public Decision<ConnectivityLine, AllocationEvent> end(String reason) {
            return Decision.of(
                    new Ended(attributes, reason),
                    new ConnectivityLineEnded(attributes.id(), attributes.offerId(), reason));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.TERMINATION);
        }
    }

    /** The provider gives none. */
    record Refused(ConnectivityLineAttributes attributes, LineRefusal reason) implements ConnectivityLine {
        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** It could not be activated; once what is wrong is put right, it is asked for anew. */
    record Failed(ConnectivityLineAttributes attributes, LineFailure reason) implements Cancellable {
        /** What was wrong is put right. */
        public Decision<ConnectivityLine, AllocationEvent> retry() {
            return Decision.of(
                    new Requested(attributes), new ConnectivityLineRetried(attributes.id(), attributes.offerId()));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.RETRY, Move.CANCELLATION);
        }
    }

    /** It was not wanted any more. */
    record Cancelled(ConnectivityLineAttributes attributes, String reason) implements ConnectivityLine {
        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** It worked, and is over. */
    record Ended(ConnectivityLineAttributes attributes, String reason) implements ConnectivityLine {
        @Override
        public List<Move> legal() {
            return List.of();
        }
    }
}
