package network.reuse.mediation.domain;

/** What a booking can be, each named as its state. */
public enum BookingStatus {
    BOOKED,
    CANCELLED,
    ATTENDED,
    ABSENT
}
