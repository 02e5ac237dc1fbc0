package network.reuse.refurb.domain;

/** What a pallet can be, each named as its state. */
public enum PalletStatus {
    OPEN,
    CANCELLED,
    DEPARTED,
    RECEIVED,
    TREATED
}
