package network.reuse.allocation.domain;

/** What a device can be, each named as its state. */
public enum DeviceStatus {
    ANNOUNCED,
    RECALLED,
    STOCKED,
    RESERVED,
    FAULTY,
    DELIVERED,
    SOLD,
    RETURNED,
    HANDED_BACK,
    LOST
}
