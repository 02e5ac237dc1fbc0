package network.reuse.gateway.webhooks;

import java.time.Instant;
import java.util.List;
import network.reuse.contracts.State;

/** Whether a webhook is delivered to. Each state offers only the moves that are legal from it. */
public sealed interface WebhookState extends State {
    /** Its name, as it stands in the table and in answers. */
    enum Status {
        ENABLED,
        DISABLED,
        CLOSED
    }

    /** What its owner may do with it. */
    enum Move {
        CORRECTION,
        SECRET_ROTATION,
        PING,
        REDELIVERY,
        DISABLING,
        ENABLING,
        CLOSING
    }

    /** Why nothing is delivered any more. */
    enum Reason {
        /** Its owner has said so. */
        ASKED,
        /** The receiver answered 410. */
        GONE,
        /** A delivery has failed at its last attempt. */
        EXHAUSTED
    }

    @Override
    Status status();

    @Override
    List<Move> legal();

    /** When it came to be so. */
    Instant since();

    /** Events are delivered as they come. */
    record Enabled(Instant since) implements WebhookState {
        private static final List<Move> LEGAL = List.of(
                Move.CORRECTION, Move.SECRET_ROTATION, Move.PING, Move.REDELIVERY, Move.DISABLING, Move.CLOSING);

        @Override
        public Status status() {
            return Status.ENABLED;
        }

        @Override
        public List<Move> legal() {
            return LEGAL;
        }

        @Override
        public WebhookState disable(Reason reason, Instant now) {
            return new Disabled(now, reason);
        }

        @Override
        public WebhookState close(Instant now) {
            return new Closed(now);
        }
    }

    /** Nothing is delivered, and what comes meanwhile is delivered when it is enabled again. */
    record Disabled(Instant since, Reason reason) implements WebhookState {
        private static final List<Move> LEGAL =
                List.of(Move.CORRECTION, Move.SECRET_ROTATION, Move.ENABLING, Move.CLOSING);

        @Override
        public Status status() {
            return Status.DISABLED;
        }

        @Override
        public List<Move> legal() {
            return LEGAL;
        }

        @Override
        public WebhookState enable(Instant now) {
            return new Enabled(now);
        }

        @Override
        public WebhookState close(Instant now) {
            return new Closed(now);
        }
    }

    /** It is over; that it was is still told. */
    record Closed(Instant since) implements WebhookState {
        @Override
        public Status status() {
            return Status.CLOSED;
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    default WebhookState disable(Reason reason, Instant now) {
        throw illegal();
    }

    default WebhookState enable(Instant now) {
        throw illegal();
    }

    default WebhookState close(Instant now) {
        throw illegal();
    }

    /** Refuses a move that is not legal now. */
    default void require(Move move) {
        if (!legal().contains(move)) {
            throw illegal();
        }
    }
}
