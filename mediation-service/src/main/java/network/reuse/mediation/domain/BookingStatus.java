package network.reuse.mediation.domain;

/** What a booking can be, each named as its state. */
public enum BookingStatus {
    WAITING,
    OFFERED,
    BOOKED,
    CANCELLED,
    LAPSED,
    ATTENDED,
    ABSENT
}
