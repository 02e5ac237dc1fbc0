package network.reuse.mediation.domain;

import java.util.List;
import network.reuse.contracts.Decision;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.MediationEvent.AttendanceCorrected;
import network.reuse.contracts.MediationEvent.AttendanceRecorded;
import network.reuse.contracts.MediationEvent.BookingCancelled;

/** A seat that was booked, and what became of it. */
public sealed interface Booking {
    BookingFacts facts();

    /** The moves that are legal now. */
    List<Move> legal();

    /** What can be done to a booking. */
    enum Move {
        CANCELLATION,
        ATTENDANCE,
        ATTENDANCE_CORRECTION
    }

    /** The seat is kept for whoever booked it. */
    record Booked(BookingFacts facts) implements Booking {
        /** The seat is given back. */
        public Decision<Booking, MediationEvent> cancel(String reason) {
            return Decision.of(
                    new Cancelled(facts, reason), new BookingCancelled(facts.id(), facts.workshopId(), reason));
        }

        /** They came, or did not. */
        public Decision<Booking, MediationEvent> record(boolean present) {
            return Decision.of(
                    present ? new Attended(facts) : new Absent(facts),
                    new AttendanceRecorded(facts.id(), facts.workshopId(), facts.programmeId(), present));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.CANCELLATION, Move.ATTENDANCE);
        }
    }

    /** The seat was given back. */
    record Cancelled(BookingFacts facts, String reason) implements Booking {
        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /** They came. */
    record Attended(BookingFacts facts) implements Booking {
        /** They did not come after all. */
        public Decision<Booking, MediationEvent> correct(String reason) {
            return Decision.of(
                    new Absent(facts), new AttendanceCorrected(facts.id(), facts.workshopId(), true, false, reason));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.ATTENDANCE_CORRECTION);
        }
    }

    /** They did not come. */
    record Absent(BookingFacts facts) implements Booking {
        /** They came after all. */
        public Decision<Booking, MediationEvent> correct(String reason) {
            return Decision.of(
                    new Attended(facts), new AttendanceCorrected(facts.id(), facts.workshopId(), false, true, reason));
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.ATTENDANCE_CORRECTION);
        }
    }
}
