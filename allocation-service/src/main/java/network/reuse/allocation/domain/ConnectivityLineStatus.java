package network.reuse.allocation.domain;

/** Where a line of a connectivity offer stands. */
public enum ConnectivityLineStatus {
    REQUESTED,
    ACTIVE,
    REFUSED,
    FAILED,
    CANCELLED,
    ENDED
}
