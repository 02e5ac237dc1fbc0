package network.reuse.defaults.commit;

/** What was read has changed meanwhile: the transaction is undone and the command is tried again from the start. */
public final class RetryTransaction extends RuntimeException {
    public RetryTransaction() {
        super("what was read has changed meanwhile", null, false, false);
    }
}
