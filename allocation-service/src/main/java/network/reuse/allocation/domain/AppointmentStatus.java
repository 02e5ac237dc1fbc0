package network.reuse.allocation.domain;

/** Where an appointment for a pack stands. */
public enum AppointmentStatus {
    BOOKED,
    GIVEN_UP,
    CALLED_OFF
}
