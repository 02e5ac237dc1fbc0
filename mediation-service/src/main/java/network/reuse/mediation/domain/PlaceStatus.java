package network.reuse.mediation.domain;

/** What a place can be, each named as its state. */
public enum PlaceStatus {
    OPEN,
    CLOSED
}
