package network.reuse.mediation.application;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.MediationEvent;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Stored;
import network.reuse.mediation.domain.Booking;
import network.reuse.mediation.domain.Booking.Booked;
import network.reuse.mediation.domain.Booking.Offered;
import network.reuse.mediation.domain.Booking.Waiting;
import network.reuse.mediation.domain.SeatShift;
import network.reuse.mediation.domain.Workshop;
import network.reuse.mediation.domain.WorkshopAttributes;
import network.reuse.mediation.persistence.BookingMails;
import network.reuse.mediation.persistence.BookingMails.Occasion;
import network.reuse.mediation.persistence.Bookings;
import network.reuse.mediation.persistence.Invitations;
import network.reuse.mediation.persistence.Workshops;

/** What becomes of the seats of a workshop that is rescheduled or cancelled: each follows, and whoever it is for is told. */
@ApplicationScoped
class WorkshopBookings {
    private final Workshops workshops;
    private final Bookings bookings;
    private final Invitations invitations;
    private final BookingMails mails;

    WorkshopBookings(Workshops workshops, Bookings bookings, Invitations invitations, BookingMails mails) {
        this.workshops = workshops;
        this.bookings = bookings;
        this.invitations = invitations;
        this.mails = mails;
    }

    /** The workshop is locked with its seats, so that no booking is missed. */
    Future<?> reschedule(SqlConnection connection, Change<Workshop, MediationEvent> workshop, Cause cause) {
        UUID id = workshop.from().id();
        WorkshopAttributes now = workshop.decision().next().attributes();
        return bookings.lockOpen(connection, id).compose(open -> {
            List<Change<Booking, MediationEvent>> changes = new ArrayList<>();
            Map<UUID, Instant> lapses = new HashMap<>();
            for (Stored<Booking> one : open) {
                Decision<Booking, MediationEvent> moved = switch (one.state()) {
                    case Booked seat -> seat.reschedule(now);
                    case Waiting waiting -> waiting.reschedule(now);
                    case Offered offered -> offered.reschedule(now);
                    default -> throw new IllegalStateException("it is not open");
                };
                changes.add(Change.following(one, moved, workshop.occurredAt()));
                if (moved.next() instanceof Offered offered) {
                    lapses.put(one.id(), offered.until());
                }
            }
            String version = "/" + workshop.next(cause.now()).version();
            List<String> invited = BookSeat.invited(open).stream()
                    .map(booking -> booking + version)
                    .toList();
            return Bookings.TABLE
                    .changeAll(connection, changes, cause)
                    .compose(_ -> bookings.setLapses(connection, lapses))
                    .compose(_ -> mails.tell(
                            connection,
                            open,
                            Occasion.RESCHEDULED,
                            workshop.from().state().attributes(),
                            cause.now()))
                    .compose(_ -> invitations.setTimers(connection, Invitations.RESCHEDULING, invited, cause.now()));
        });
    }

    /** The workshop is cancelled already, so nobody books it any more and no booking is missed. */
    Future<?> cancel(
            SqlConnection connection, Stored<Workshop> workshop, String reason, Instant occurred, Cause cause) {
        UUID id = workshop.id();
        return bookings.lockOpen(connection, id).compose(open -> {
            List<Change<Booking, MediationEvent>> changes = new ArrayList<>();
            SeatShift freed = new SeatShift(0, 0, 0);
            for (Stored<Booking> one : open) {
                changes.add(Change.following(one, BookSeat.cancellation(one.state(), reason), occurred));
                freed = freed.plus(BookSeat.freed(one.state()));
            }
            SeatShift all = freed;
            return Bookings.TABLE
                    .changeAll(connection, changes, cause)
                    .compose(_ -> invitations.setTimers(
                            connection, Invitations.REOPENING, BookSeat.invited(open), cause.now()))
                    .compose(_ -> mails.tell(
                            connection,
                            open,
                            Occasion.CANCELLED,
                            workshop.state().attributes(),
                            cause.now()))
                    .compose(_ -> workshops.shift(connection, id, all, cause.now()));
        });
    }
}
