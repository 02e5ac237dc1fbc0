package network.reuse.mediation.domain;

/** What a workshop can be, each named as its state. */
public enum WorkshopStatus {
    SCHEDULED,
    CANCELLED
}
