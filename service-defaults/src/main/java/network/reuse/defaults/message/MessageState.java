package network.reuse.defaults.message;

/** How far a message has come. */
public enum MessageState {
    /** To be sent now. */
    DUE,
    /** It was not taken, and waits for another attempt. */
    WAITING,
    /** On its way to the mail server or the SMS provider. */
    SENDING,
    /** Taken by the mail server or the SMS provider. */
    SENT,
    /** The SMS provider says that the telephone got it. */
    DELIVERED,
    /** The SMS provider says that no telephone got it. */
    NOT_DELIVERED,
    /** There is nobody to send it to. */
    NO_ADDRESS,
    /** The person wants no messages. */
    OPTED_OUT,
    /** Nobody took it, and it is not tried any more. */
    UNDELIVERABLE,
    /** A process died or heard nothing while it sent it: nobody knows, so that it is not sent again. */
    UNCLEAR,
    /** It was not true any more before it was sent. */
    WITHDRAWN,
    /** Of the test environment, which reaches nobody. */
    NOT_SENT
}
