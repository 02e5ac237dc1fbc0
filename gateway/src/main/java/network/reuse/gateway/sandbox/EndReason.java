package network.reuse.gateway.sandbox;

/** Why an organisation of the sandbox has no client any more. */
public enum EndReason {
    /** Whoever opened it, or to whom that one counts, has closed it. */
    CLOSED,
    /** Its time was over. */
    EXPIRED
}
