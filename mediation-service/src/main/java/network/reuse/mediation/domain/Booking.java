package network.reuse.mediation.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import network.reuse.contracts.Decision;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.MediationEvent.AttendanceCorrected;
import network.reuse.contracts.MediationEvent.AttendanceRecorded;
import network.reuse.contracts.MediationEvent.BookingCancelled;
import network.reuse.contracts.MediationEvent.BookingRescheduled;
import network.reuse.contracts.MediationEvent.SeatBooked;
import network.reuse.contracts.MediationEvent.SeatOfferLapsed;
import network.reuse.contracts.MediationEvent.SeatOffered;
import network.reuse.contracts.MediationEvent.WaitingListLeft;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.State;

/** A seat that somebody waits for or that was booked, and what became of it. */
public sealed interface Booking extends State {
    BookingAttributes attributes();

    @Override
    List<Move> legal();

    @Override
    default BookingStatus status() {
        return switch (this) {
            case Waiting _ -> BookingStatus.WAITING;
            case Offered _ -> BookingStatus.OFFERED;
            case Booked _ -> BookingStatus.BOOKED;
            case Cancelled _ -> BookingStatus.CANCELLED;
            case Lapsed _ -> BookingStatus.LAPSED;
            case Attended _ -> BookingStatus.ATTENDED;
            case Absent _ -> BookingStatus.ABSENT;
        };
    }

    /** What can be done to a booking. */
    enum Move {
        ACCEPTANCE,
        CANCELLATION,
        ATTENDANCE,
        ATTENDANCE_CORRECTION
    }

    /**
     * Whoever has waited longest is offered the next seat that falls free.
     *
     * @param place in the order of the waiting list; later ones are higher, and a rank is how many are there or before
     */
    record Waiting(BookingAttributes attributes, long place) implements Booking {
        /** A seat is kept for them until then. */
        public Decision<Booking, MediationEvent> offer(Instant until) {
            return Decision.of(
                    new Offered(attributes, until), new SeatOffered(attributes.id(), attributes.workshopId(), until));
        }

        /** They do not wait any more. */
        public Decision<Booking, MediationEvent> cancel(String reason) {
            return left(attributes, reason);
        }

        /** The workshop is held at another time or place, or under another title; the rank stays. */
        public Decision<Booking, MediationEvent> reschedule(WorkshopAttributes workshop) {
            BookingAttributes there = attributes.at(workshop);
            return Decision.of(new Waiting(there, place), rescheduled(there, workshop));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.CANCELLATION);
        }
    }

    /** A seat is kept until then for whoever waited first. */
    record Offered(BookingAttributes attributes, Instant until) implements Booking {
        /** They take the seat. */
        public Decision<Booking, MediationEvent> accept(Instant at) {
            if (at.isAfter(until)) {
                throw Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "offer_lapsed",
                                "La place était proposée jusqu'au " + until + ".",
                                "The seat was offered until " + until + ".")
                        .with(Map.of("until", until.toString()));
            }
            return Decision.of(
                    new Booked(attributes),
                    new SeatBooked(attributes.id(), attributes.workshopId(), attributes.programmeId()));
        }

        /** Nobody took it in time. */
        public Decision<Booking, MediationEvent> lapse() {
            return Decision.of(new Lapsed(attributes), new SeatOfferLapsed(attributes.id(), attributes.workshopId()));
        }

        /** They do not want it. */
        public Decision<Booking, MediationEvent> cancel(String reason) {
            return left(attributes, reason);
        }

        /** The workshop is held at another time or place, or under another title; no offer lasts beyond its beginning. */
        public Decision<Booking, MediationEvent> reschedule(WorkshopAttributes workshop) {
            BookingAttributes there = attributes.at(workshop);
            Instant now = until.isBefore(workshop.from()) ? until : workshop.from();
            return Decision.of(new Offered(there, now), rescheduled(there, workshop));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.ACCEPTANCE, Move.CANCELLATION);
        }
    }

    /** The seat is kept for whoever booked it. */
    record Booked(BookingAttributes attributes) implements Booking {
        /** The seat is given back. */
        public Decision<Booking, MediationEvent> cancel(String reason) {
            return Decision.of(
                    new Cancelled(attributes, reason),
                    new BookingCancelled(attributes.id(), attributes.workshopId(), reason));
        }

        /** The workshop is held at another time or place, or under another title. */
        public Decision<Booking, MediationEvent> reschedule(WorkshopAttributes workshop) {
            BookingAttributes there = attributes.at(workshop);
            return Decision.of(new Booked(there), rescheduled(there, workshop));
        }

        /** They came, or did not. */
        public Decision<Booking, MediationEvent> record(boolean present) {
            return Decision.of(
                    present ? new Attended(attributes) : new Absent(attributes),
                    new AttendanceRecorded(
                            attributes.id(), attributes.workshopId(), attributes.programmeId(), present));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.CANCELLATION, Move.ATTENDANCE);
        }
    }

    /** The seat that was offered went to somebody else, since nobody took it in time. */
    record Lapsed(BookingAttributes attributes) implements Booking {
        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** The seat was given back, or is not waited for any more. */
    record Cancelled(BookingAttributes attributes, String reason) implements Booking {
        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** They came. */
    record Attended(BookingAttributes attributes) implements Booking {
        /** They did not come after all. */
        public Decision<Booking, MediationEvent> correct(String reason) {
            return Decision.of(
                    new Absent(attributes),
                    new AttendanceCorrected(attributes.id(), attributes.workshopId(), true, false, reason));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.ATTENDANCE_CORRECTION);
        }
    }

    /** They did not come. */
    record Absent(BookingAttributes attributes) implements Booking {
        /** They came after all. */
        public Decision<Booking, MediationEvent> correct(String reason) {
            return Decision.of(
                    new Attended(attributes),
                    new AttendanceCorrected(attributes.id(), attributes.workshopId(), false, true, reason));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.ATTENDANCE_CORRECTION);
        }
    }

    private static Decision<Booking, MediationEvent> left(BookingAttributes attributes, String reason) {
        return Decision.of(
                new Cancelled(attributes, reason),
                new WaitingListLeft(attributes.id(), attributes.workshopId(), reason));
    }

    private static BookingRescheduled rescheduled(BookingAttributes booking, WorkshopAttributes workshop) {
        return new BookingRescheduled(
                booking.id(),
                booking.workshopId(),
                workshop.placeId(),
                workshop.title(),
                workshop.from(),
                workshop.until());
    }
}
