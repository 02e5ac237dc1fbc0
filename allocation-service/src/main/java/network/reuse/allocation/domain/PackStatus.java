package network.reuse.allocation.domain;

/** What a pack can be, each named as its state. */
public enum PackStatus {
    RESERVED,
    RELEASED,
    DELIVERED,
    SOLD,
    RETURNED,
    CORRECTED
}
