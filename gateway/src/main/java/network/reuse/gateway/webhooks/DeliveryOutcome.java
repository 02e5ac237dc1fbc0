package network.reuse.gateway.webhooks;

/** What became of an attempt to deliver. */
public enum DeliveryOutcome {
    /** Answered 2xx. */
    DELIVERED,
    /** Answered anything else, a redirect included. */
    REJECTED,
    /** The name stands for nothing. */
    NO_ADDRESS,
    /** The name stands for an address that is not of the public Internet; nothing was sent. */
    NOT_PUBLIC,
    /** No connection, none that is trusted, or none that lasted. */
    NOT_REACHED,
    /** No answer within the time for one. */
    TIMED_OUT
}
