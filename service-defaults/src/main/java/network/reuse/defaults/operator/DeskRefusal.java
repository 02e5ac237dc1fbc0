package network.reuse.defaults.operator;

/** What an operator asked for cannot be done now; the message is for the operator. */
public final class DeskRefusal extends RuntimeException {
    public DeskRefusal(String message) {
        super(message, null, false, false);
    }
}
