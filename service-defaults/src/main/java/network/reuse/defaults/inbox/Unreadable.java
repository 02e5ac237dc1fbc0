package network.reuse.defaults.inbox;

/** An event's value is not an event of its type; the message says why. */
final class Unreadable extends RuntimeException {
    Unreadable(String message) {
        super(message, null, false, false);
    }
}
