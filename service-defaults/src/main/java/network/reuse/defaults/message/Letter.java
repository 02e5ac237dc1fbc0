package network.reuse.defaults.message;

import io.smallrye.mutiny.Uni;

/** A message as it is sent, or why it is not. */
public sealed interface Letter {

    /** Sent once when it is subscribed to; done when the mail server has taken it. */
    record ByMail(Uni<Void> sending) implements Letter {}

    /** Sent once when it is subscribed to; gives the provider's reference of what it has taken. */
    record BySms(Uni<String> sending) implements Letter {}

    /** Sent to nobody. */
    enum ToNobody implements Letter {
        NO_ADDRESS(MessageState.NO_ADDRESS),
        OPTED_OUT(MessageState.OPTED_OUT);

        private final MessageState state;

        ToNobody(MessageState state) {
            this.state = state;
        }

        MessageState state() {
            return state;
        }
    }
}
