package network.reuse.allocation.domain;

/** Where a call for funds stands. */
public enum FundCallStatus {
    CALLED,
    SETTLED,
    CANCELLED
}
