package network.reuse.collection.domain;

/** What a device can be, each named as its state. */
public enum DeviceStatus {
    REGISTERED,
    LOST,
    HANDED_OVER
}
