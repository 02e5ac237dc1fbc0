package network.reuse.contracts;

/** The stages of a device's life that the network counts; where they stand in this list means nothing. */
public enum DeviceStage {
    REGISTERED,
    RECEIVED,
    TRIAGED,
    READY,
    SCRAPPED,
    LOST,
    STOCKED,
    RESERVED,
    DELIVERED,
    SOLD,
    RETURNED,
    DISPATCHED,
    PALLETISED,
    WITH_ECO_ORGANISM,
    TREATED
}
