package network.reuse.allocation.domain;

/** Where a day of hand-overs stands. */
public enum HandOverDayStatus {
    PLANNED,
    CANCELLED
}
