package network.reuse.allocation.domain;

/** What a device can be, each named as its state. */
public enum DeviceStatus {
    ANNOUNCED,
    RECALLED,
    STOCKED,
    RESERVED,
    DELIVERED,
    SOLD,
    RETURNED,
    HANDED_BACK,
    LOST
}
