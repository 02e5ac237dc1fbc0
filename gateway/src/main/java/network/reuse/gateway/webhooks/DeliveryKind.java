package network.reuse.gateway.webhooks;

/** Why something is delivered. */
public enum DeliveryKind {
    /** It happened. */
    EVENT,
    /** It happened, and its receiver asked for it once more. */
    REDELIVERY,
    /** The owner wants to know whether somebody answers. */
    PING
}
