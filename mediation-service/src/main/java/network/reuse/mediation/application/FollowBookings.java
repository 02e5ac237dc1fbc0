package network.reuse.mediation.application;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.MediationEvent;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.timer.Timers;
import network.reuse.mediation.domain.Booking;
import network.reuse.mediation.domain.Booking.Booked;
import network.reuse.mediation.domain.Booking.Cancelled;
import network.reuse.mediation.domain.Invitation;
import network.reuse.mediation.domain.Invitation.Accepted;
import network.reuse.mediation.persistence.Bookings;
import network.reuse.mediation.persistence.Invitations;
import network.reuse.mediation.persistence.Workshops;

/**
 * An invitation follows the booking that it led to: it may be used again when the seat is cancelled, and tells when the
 * workshop is rescheduled. The hosts, whose workshop it is, may not change the sponsor's invitation: their commit sets a
 * timer, and the invitation follows when that fires.
 */
@ApplicationScoped
public class FollowBookings {
    private final Invitations invitations;
    private final Timers timers;
    private final BusinessClock clock;

    public FollowBookings(Invitations invitations, Timers timers, BusinessClock clock) {
        this.invitations = invitations;
        this.timers = timers;
        this.clock = clock;
    }

    /** What an invitation decides when its booking has changed. */
    private interface Step {
        Decision<Invitation, MediationEvent> of(Accepted invitation);
    }

    void listen(@Observes StartupEvent started) {
        timers.on(Invitations.REOPENING, this::reopen);
        timers.on(Invitations.RESCHEDULING, this::reschedule);
    }

    private Future<?> reopen(SqlConnection transaction, String key) {
        return Bookings.TABLE.require(transaction, UUID.fromString(key)).compose(booking -> {
            if (!(booking.state() instanceof Cancelled cancelled)) {
                return Future.succeededFuture();
            }
            return follow(transaction, booking, accepted -> accepted.reopen(cancelled.reason()));
        });
    }

    private Future<?> reschedule(SqlConnection transaction, String key) {
        UUID id = UUID.fromString(key.substring(0, key.indexOf('/')));
        return Bookings.TABLE.require(transaction, id).compose(booking -> {
            if (!(booking.state() instanceof Booked booked)) {
                return Future.succeededFuture();
            }
            return Workshops.TABLE
                    .require(transaction, booked.attributes().workshopId())
                    .compose(workshop -> follow(
                            transaction,
                            booking,
                            accepted -> accepted.reschedule(workshop.state().attributes())));
        });
    }

    /** The invitation takes the step, unless it is withdrawn or has led to another booking since. */
    private Future<?> follow(SqlConnection transaction, Stored<Booking> booking, Step step) {
        UUID invitation = booking.state().attributes().invitationId();
        if (invitation == null) {
            return Future.succeededFuture();
        }
        Instant now = clock.now();
        Instant changedAt = booking.occurredAt();
        return invitations.lock(transaction, invitation).compose(found -> {
            if (!(found.state() instanceof Accepted accepted)
                    || !accepted.bookingId().equals(booking.id())) {
                return Future.succeededFuture();
            }
            Change<Invitation, MediationEvent> change =
                    Change.following(found, step.of(accepted), changedAt == null ? now : changedAt);
            return Invitations.TABLE.changeAll(transaction, List.of(change), new Cause(Ids.next(), null, now));
        });
    }
}
