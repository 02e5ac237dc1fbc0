package network.reuse.allocation.domain;

/** Where a connectivity offer stands. */
public enum ConnectivityOfferStatus {
    OPEN,
    CLOSED
}
