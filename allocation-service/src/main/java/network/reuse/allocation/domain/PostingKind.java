package network.reuse.allocation.domain;

/**
 * What may be posted on an envelope: so many cents leave one account for another, so that an entry's two lines always add up to
 * zero.
 */
public enum PostingKind {
    /** The funder grants a ceiling. */
    OPENING(Account.GRANTED, Account.AVAILABLE),
    /** The ceiling rises. */
    RAISE(Account.GRANTED, Account.AVAILABLE),
    /** The ceiling falls. */
    CUT(Account.AVAILABLE, Account.GRANTED),
    /** A pack is reserved. */
    COMMITMENT(Account.AVAILABLE, Account.COMMITTED),
    /** A reservation ends without a hand-over. */
    RELEASE(Account.COMMITTED, Account.AVAILABLE),
    /** A pack is handed over or sold. */
    HAND_OVER(Account.COMMITTED, Account.DUE),
    /** A pack comes back before its share was called for. */
    WITHDRAWAL(Account.DUE, Account.AVAILABLE),
    /** A share is called for. */
    CALL(Account.DUE, Account.CALLED),
    /** A pack comes back once its share was called for: the funder has a credit. */
    CREDIT(Account.CREDIT, Account.AVAILABLE),
    /** A pack did not come back after all. */
    REINSTATEMENT(Account.AVAILABLE, Account.DUE),
    /** What the funder had as a credit is no longer asked for: a call takes it off, or the call that it came from is cancelled. */
    OFFSET(Account.CALLED, Account.CREDIT),
    /** The funder pays. */
    SETTLEMENT(Account.CALLED, Account.SETTLED),
    /** A payment was recorded by mistake. */
    SETTLEMENT_CORRECTION(Account.SETTLED, Account.CALLED),
    /** The call of a share was made by mistake. */
    CALL_CANCELLATION(Account.CALLED, Account.DUE),
    /** The call that took a credit off was made by mistake. */
    OFFSET_CANCELLATION(Account.CREDIT, Account.CALLED),
    /** The sponsor pays a credit back. */
    REFUND(Account.SETTLED, Account.CREDIT);

    private final Account from;
    private final Account to;

    PostingKind(Account from, Account to) {
        this.from = from;
        this.to = to;
    }

    public Account from() {
        return from;
    }

    public Account to() {
        return to;
    }
}
