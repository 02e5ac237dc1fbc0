package network.reuse.contracts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything mediation-service publishes on {@code mediation.events}, keyed by place, workshop, booking or invitation. */
public sealed interface MediationEvent {

    /** Workshops may be held at this place from now on. */
    record PlaceOpened(UUID placeId, String code, String name, UUID manager) implements MediationEvent {}

    /** No further workshop is scheduled at this place. */
    record PlaceClosed(UUID placeId, String reason) implements MediationEvent {}

    /** A workshop will be held, with so many seats to book. */
    record WorkshopScheduled(
            UUID workshopId, String code, UUID placeId, String title, Instant from, Instant until, int capacity)
            implements MediationEvent {}

    /** The workshop will not be held; its bookings are cancelled with it. */
    record WorkshopCancelled(UUID workshopId, String reason) implements MediationEvent {}

    /** The workshop has another number of seats, never fewer than are booked. */
    record CapacityChanged(UUID workshopId, int before, int now) implements MediationEvent {}

    /** Somebody has a seat in the workshop; who it is stays with mediation. */
    record SeatBooked(
            UUID bookingId, UUID workshopId, @Nullable UUID programmeId) implements MediationEvent {}

    /** The seat is free again. */
    record BookingCancelled(UUID bookingId, UUID workshopId, String reason) implements MediationEvent {}

    /** Whoever had the seat came to the workshop, or did not. */
    record AttendanceRecorded(
            UUID bookingId, UUID workshopId, @Nullable UUID programmeId, boolean present) implements MediationEvent {}

    /** The attendance was recorded wrongly; {@code now} replaces {@code before}. */
    record AttendanceCorrected(UUID bookingId, UUID workshopId, boolean before, boolean now, String reason)
            implements MediationEvent {}

    /** Whoever received the pack may book one seat by a link; allocation, which owns the contact, may send it. */
    record InvitationIssued(UUID invitationId, UUID packId, UUID programmeId) implements MediationEvent {}

    /** The link was used: it has led to this booking and leads to no other. */
    record InvitationAccepted(UUID invitationId, UUID bookingId) implements MediationEvent {}

    /** The link leads nowhere any more: its pack was not handed over after all, or came back. */
    record InvitationWithdrawn(UUID invitationId, String reason) implements MediationEvent {}
}
