package network.reuse.contracts;

/** What a connectivity offer connects by. */
public enum ConnectivityKind {
    /** A SIM with data, for a telephone or a router of one's own. */
    MOBILE_DATA,
    /** A line to a home, such as a landlord's. */
    FIXED_LINE,
    /** A router with its own SIM, which is lent. */
    HOTSPOT
}
