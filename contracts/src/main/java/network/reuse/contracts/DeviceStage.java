package network.reuse.contracts;

/** The stages of a device's life that the network counts, in the order of a life without mishap. */
public enum DeviceStage {
    REGISTERED,
    RECEIVED,
    TRIAGED,
    READY,
    SCRAPPED,
    LOST
}
