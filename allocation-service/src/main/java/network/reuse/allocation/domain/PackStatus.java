package network.reuse.allocation.domain;

/** What a pack can be, each named as its state. */
public enum PackStatus {
    BACK_ORDERED,
    RESERVED,
    RELEASED,
    DELIVERED,
    SOLD,
    RETURNED,
    CORRECTED
}
