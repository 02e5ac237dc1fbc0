package network.reuse.allocation.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * The appointment because of which a pack stays reserved once its reservation is over: it is booked, or its day was cancelled and it is
 * to be booked anew.
 *
 * @param until until when it does
 */
public record KeptReservation(UUID appointmentId, AppointmentStatus status, Instant until) {}
