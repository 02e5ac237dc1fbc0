package network.reuse.mediation.domain;

/** What a tour can be, each named as its state. */
public enum TourStatus {
    PLANNED,
    CANCELLED
}
