package network.reuse.contracts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything mediation-service publishes on {@code mediation.events}, keyed by place, tour, workshop, booking or invitation. */
public sealed interface MediationEvent {

    /** Workshops may be held at this place from now on. */
    record PlaceOpened(UUID placeId, String code, String name, UUID manager) implements MediationEvent {}

    /** The place has this name from now on, and the event's parties are those who may hold workshops there. */
    record PlaceAmended(UUID placeId, String name, String reason) implements MediationEvent, Amendment {}

    /** No further workshop is scheduled at this place. */
    record PlaceClosed(UUID placeId, String reason) implements MediationEvent {}

    /** A workshop will be held, with so many seats to book. */
    record WorkshopScheduled(
            UUID workshopId, String code, UUID placeId, String title, Instant from, Instant until, int capacity)
            implements MediationEvent {}

    /** The workshop will not be held; its bookings are cancelled with it. */
    record WorkshopCancelled(UUID workshopId, String reason) implements MediationEvent {}

    /** The workshop has another number of seats, never fewer than are booked. */
    record CapacityChanged(UUID workshopId, int before, int now) implements MediationEvent, Amendment {}

    /** The workshop is held at another time or place, or under another title; its bookings stand and are told. */
    record WorkshopRescheduled(UUID workshopId, UUID placeId, String title, Instant from, Instant until, String reason)
            implements MediationEvent, Amendment {}

    /** Somebody has a seat in the workshop; who it is stays with mediation. */
    record SeatBooked(
            UUID bookingId, UUID workshopId, @Nullable UUID programmeId) implements MediationEvent {}

    /** The seat is free again. */
    record BookingCancelled(UUID bookingId, UUID workshopId, String reason) implements MediationEvent {}

    /** The seat is one in a workshop that is held at another time or place, or under another title, from now on. */
    record BookingRescheduled(UUID bookingId, UUID workshopId, UUID placeId, String title, Instant from, Instant until)
            implements MediationEvent, Amendment {}

    /** Somebody waits for a seat in the workshop, whose seats are all taken; it is no booking yet. */
    record WaitingListJoined(
            UUID bookingId, UUID workshopId, @Nullable UUID programmeId) implements MediationEvent {}

    /** A seat that fell free is kept until then for whoever waited first; it is booked once they accept. */
    record SeatOffered(UUID bookingId, UUID workshopId, Instant until) implements MediationEvent {}

    /** The seat that was offered was not accepted in time and goes to whoever waits next. */
    record SeatOfferLapsed(UUID bookingId, UUID workshopId) implements MediationEvent {}

    /** Nobody waits for this seat any more, nor is one kept for them. */
    record WaitingListLeft(UUID bookingId, UUID workshopId, String reason) implements MediationEvent {}

    /** Whoever had the seat came to the workshop, or did not. */
    record AttendanceRecorded(
            UUID bookingId, UUID workshopId, @Nullable UUID programmeId, boolean present) implements MediationEvent {}

    /** The attendance was recorded wrongly; {@code now} replaces {@code before}. */
    record AttendanceCorrected(UUID bookingId, UUID workshopId, boolean before, boolean now, String reason)
            implements MediationEvent, Amendment {}

    /** A mobile place goes from stop to stop, in this order; who goes along stays with its operator. */
    record TourPlanned(UUID tourId, String code, UUID placeId, List<PlannedStop> stops) implements MediationEvent {
        public TourPlanned {
            stops = List.copyOf(stops);
        }
    }

    /** A stop of a tour in a commune, which may lie in a priority neighbourhood. */
    record PlannedStop(UUID stopId, String commune, boolean priorityNeighbourhood, Instant from, Instant until) {}

    /** The stop is held at this time and in this commune from now on; workshops at it go along, and are told. */
    record TourStopMoved(
            UUID tourId,
            UUID stopId,
            String commune,
            boolean priorityNeighbourhood,
            Instant from,
            Instant until,
            String reason)
            implements MediationEvent, Amendment {}

    /** The stop is not held; workshops at it are cancelled with it. */
    record TourStopCancelled(UUID tourId, UUID stopId, String reason) implements MediationEvent, Amendment {}

    /** The tour is not held; workshops at its stops are cancelled with it. */
    record TourCancelled(UUID tourId, String reason) implements MediationEvent {}

    /** Whoever received the pack may book one seat by a link; allocation, which owns the contact, may send it. */
    record InvitationIssued(UUID invitationId, UUID packId, UUID programmeId) implements MediationEvent {}

    /** The link was used: it has led to this booking and leads to no other while that one stands. */
    record InvitationAccepted(UUID invitationId, UUID bookingId) implements MediationEvent {}

    /** The booking that the link has led to was cancelled: it may book one seat again, and allocation may say so. */
    record InvitationReopened(UUID invitationId, UUID bookingId, String reason) implements MediationEvent {}

    /** The booking that the link has led to is one at another time or place, or of another title; allocation may say so. */
    record InvitationRescheduled(
            UUID invitationId, UUID bookingId, String title, String placeName, Instant from, Instant until)
            implements MediationEvent, Amendment {}

    /** The link leads nowhere any more: its pack was not handed over after all, or came back. */
    record InvitationWithdrawn(UUID invitationId, String reason) implements MediationEvent {}

    /** The link is good again as it was: its pack did not come back after all; allocation may say so. */
    record InvitationReinstated(UUID invitationId, String reason) implements MediationEvent {}
}
