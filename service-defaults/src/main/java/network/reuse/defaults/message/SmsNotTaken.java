package network.reuse.defaults.message;

/** That an SMS was not taken, or that nobody knows. */
final class SmsNotTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What follows from it. */
    enum Kind {
        /** The person has told the provider to send nothing. */
        OPTED_OUT,
        /** It will not be taken later either. */
        REFUSED,
        /** It was not taken, and may be later. */
        NOT_NOW,
        /** It may have been taken: it is not sent again. */
        UNCLEAR
    }

    private final Kind kind;
    private final String fault;

    /** @param fault the provider's code of it, or its kind; never what it says, which may quote the number */
    SmsNotTaken(Kind kind, String fault) {
        super(kind + " " + fault);
        this.kind = kind;
        this.fault = fault;
    }

    Kind kind() {
        return kind;
    }

    String fault() {
        return fault;
    }
}
