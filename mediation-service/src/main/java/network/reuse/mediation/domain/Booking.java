package network.reuse.mediation.domain;

import java.util.List;
import network.reuse.contracts.Decision;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.MediationEvent.AttendanceCorrected;
import network.reuse.contracts.MediationEvent.AttendanceRecorded;
import network.reuse.contracts.MediationEvent.BookingCancelled;
import network.reuse.contracts.MediationEvent.BookingRescheduled;
import network.reuse.contracts.State;

/** A seat that was booked, and what became of it. */
public sealed interface Booking extends State {
    BookingAttributes attributes();

    @Override
    List<Move> legal();

    @Override
    default BookingStatus status() {
        return switch (this) {
            case Booked _ -> BookingStatus.BOOKED;
            case Cancelled _ -> BookingStatus.CANCELLED;
            case Attended _ -> BookingStatus.ATTENDED;
            case Absent _ -> BookingStatus.ABSENT;
        };
    }

    /** What can be done to a booking. */
    enum Move {
        CANCELLATION,
        ATTENDANCE,
        ATTENDANCE_CORRECTION
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
            return Decision.of(
                    new Booked(attributes.at(workshop)),
                    new BookingRescheduled(
                            attributes.id(),
                            attributes.workshopId(),
                            workshop.placeId(),
                            workshop.title(),
                            workshop.from(),
                            workshop.until()));
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

    /** The seat was given back. */
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
}
