package network.reuse.refurb.domain;

/** What a device can be, each named as its state. */
public enum DeviceStatus {
    EXPECTED,
    RECEIVED,
    ON_BENCH,
    READY,
    DISPATCHED,
    RELEASED,
    SCRAPPED,
    PALLETISED,
    WITH_ECO_ORGANISM,
    TREATED,
    LOST
}
