package network.reuse.mediation.application;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.StreamId;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.inbox.AwaitsStream;
import network.reuse.defaults.people.InvitationCodes;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.mediation.domain.Booking.Cancelled;
import network.reuse.mediation.domain.Invitation;
import network.reuse.mediation.domain.Invitation.Accepted;
import network.reuse.mediation.domain.Invitation.Issued;
import network.reuse.mediation.domain.Invitation.Withdrawn;
import network.reuse.mediation.domain.InvitationAttributes;
import network.reuse.mediation.persistence.Bookings;
import network.reuse.mediation.persistence.Invitations;
import network.reuse.mediation.persistence.Programmes;

/**
 * Whoever received a pack is invited, once; the invitation goes when the hand-over turns out not to stand, and is good again when
 * it stands after all.
 */
@ApplicationScoped
public class Invite {
    private final Programmes programmes;
    private final Invitations invitations;
    private final InvitationCodes codes;
    private final BusinessClock clock;

    public Invite(Programmes programmes, Invitations invitations, InvitationCodes codes, BusinessClock clock) {
        this.programmes = programmes;
        this.invitations = invitations;
        this.codes = codes;
        this.clock = clock;
    }

    /** A sponsor opened a programme. */
    public Future<?> know(SqlConnection transaction, UUID programmeId, UUID sponsor) {
        return programmes.keep(transaction, programmeId, sponsor);
    }

    /** A pack was handed over or sold. Waits for its programme when nothing is known of that yet. */
    public Future<?> issue(SqlConnection transaction, Envelope envelope, UUID packId, UUID programmeId) {
        return programmes.sponsor(transaction, programmeId).compose(sponsor -> {
            if (sponsor == null) {
                throw new AwaitsStream(new StreamId(envelope.stream().source(), "programme", programmeId));
            }
            UUID id = Ids.next();
            InvitationAttributes attributes = new InvitationAttributes(
                    id,
                    packId,
                    programmeId,
                    sponsor,
                    envelope.parties(),
                    InvitationCodes.hash(codes.of(id)),
                    envelope.territory(),
                    envelope.env());
            return Invitations.TABLE.createMissing(
                    transaction,
                    List.of(new Creation<>(id, Invitation.issue(attributes), envelope.occurredAt())),
                    cause(envelope));
        });
    }

    /** The hand-over does not stand: the invitation leads nowhere from now on; a seat that was booked by it stays booked. */
    public Future<?> withdraw(SqlConnection transaction, Envelope envelope, UUID packId, String reason) {
        return invitations.ofPack(transaction, packId).compose(found -> {
            List<Change<Invitation, MediationEvent>> changes = new ArrayList<>();
            for (Stored<Invitation> stored : found) {
                Decision<Invitation, MediationEvent> withdrawn = switch (stored.state()) {
                    case Issued issued -> issued.withdraw(reason);
                    case Accepted accepted -> accepted.withdraw(reason);
                    case Withdrawn there -> new Decision<>(there, List.of());
                };
                if (!withdrawn.events().isEmpty()) {
                    changes.add(Change.following(stored, withdrawn, envelope.occurredAt()));
                }
            }
            return Invitations.TABLE.changeAll(transaction, changes, cause(envelope));
        });
    }

    /** The hand-over stands after all: the invitation is good again as it was, as far as its seat is still booked. */
    public Future<?> reinstate(SqlConnection transaction, Envelope envelope, UUID packId, String reason) {
        return invitations.ofPack(transaction, packId).compose(found -> {
            Future<Void> reinstated = Future.succeededFuture();
            for (Stored<Invitation> stored : found) {
                if (stored.state() instanceof Withdrawn withdrawn) {
                    reinstated = reinstated
                            .compose(_ -> seatStands(transaction, withdrawn))
                            .compose(stands -> reinstate(transaction, envelope, stored, withdrawn, stands, reason));
                }
            }
            return reinstated;
        });
    }

    private Future<Void> reinstate(
            SqlConnection transaction,
            Envelope envelope,
            Stored<Invitation> stored,
            Withdrawn withdrawn,
            boolean seatStands,
            String reason) {
        Change<Invitation, MediationEvent> change =
                Change.following(stored, withdrawn.reinstate(seatStands, reason), envelope.occurredAt());
        return Invitations.TABLE
                .changeAll(transaction, List.of(change), cause(envelope))
                .mapEmpty();
    }

    /** A seat that is cancelled at this moment reopens the invitation behind this, by its timer. */
    private static Future<Boolean> seatStands(SqlConnection transaction, Withdrawn withdrawn) {
        UUID booking = withdrawn.bookingId();
        return booking == null
                ? Future.succeededFuture(false)
                : Bookings.TABLE.require(transaction, booking).map(seat -> !(seat.state() instanceof Cancelled));
    }

    private Cause cause(Envelope envelope) {
        return Cause.of(envelope, clock.now());
    }
}
