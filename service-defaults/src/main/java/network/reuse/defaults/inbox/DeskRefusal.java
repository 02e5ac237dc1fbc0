package network.reuse.defaults.inbox;

/** What an operator asked for cannot be done; the message is for the operator. */
final class DeskRefusal extends RuntimeException {
    DeskRefusal(String message) {
        super(message, null, false, false);
    }
}
