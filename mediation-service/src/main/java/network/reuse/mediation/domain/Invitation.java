package network.reuse.mediation.domain;

import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.MediationEvent.InvitationAccepted;
import network.reuse.contracts.MediationEvent.InvitationIssued;
import network.reuse.contracts.MediationEvent.InvitationReinstated;
import network.reuse.contracts.MediationEvent.InvitationReopened;
import network.reuse.contracts.MediationEvent.InvitationRescheduled;
import network.reuse.contracts.MediationEvent.InvitationWithdrawn;
import network.reuse.contracts.State;
import org.jspecify.annotations.Nullable;

/** A link by which whoever received a pack may book one seat, once. */
public sealed interface Invitation extends State {
    InvitationAttributes attributes();

    @Override
    List<Move> legal();

    @Override
    default InvitationStatus status() {
        return switch (this) {
            case Issued _ -> InvitationStatus.ISSUED;
            case Accepted _ -> InvitationStatus.ACCEPTED;
            case Withdrawn _ -> InvitationStatus.WITHDRAWN;
        };
    }

    /** What whoever holds the link can do with it. */
    enum Move {
        BOOKING
    }

    /** A pack was handed over. */
    static Decision<Invitation, MediationEvent> issue(InvitationAttributes attributes) {
        return Decision.of(
                new Issued(attributes),
                new InvitationIssued(attributes.id(), attributes.packId(), attributes.programmeId()));
    }

    /** Its link may be used. */
    record Issued(InvitationAttributes attributes) implements Invitation {
        /** It has led to this booking. */
        public Decision<Invitation, MediationEvent> accept(UUID bookingId) {
            return Decision.of(new Accepted(attributes, bookingId), new InvitationAccepted(attributes.id(), bookingId));
        }

        /** The hand-over does not stand. */
        public Decision<Invitation, MediationEvent> withdraw(String reason) {
            return withdrawn(attributes, reason, null);
        }

        @Override
        public List<Move> legal() {
            return List.of(Move.BOOKING);
        }
    }

    /** Its link was used; it leads to no other seat as long as this one is booked. */
    record Accepted(InvitationAttributes attributes, UUID bookingId) implements Invitation {
        /** The seat was cancelled: the link may be used again. */
        public Decision<Invitation, MediationEvent> reopen(String reason) {
            return Decision.of(new Issued(attributes), new InvitationReopened(attributes.id(), bookingId, reason));
        }

        /** The seat is one at another time, at another place, or of another title now. */
        public Decision<Invitation, MediationEvent> reschedule(WorkshopAttributes workshop) {
            return Decision.of(
                    this,
                    new InvitationRescheduled(
                            attributes.id(),
                            bookingId,
                            workshop.title(),
                            workshop.placeName(),
                            workshop.from(),
                            workshop.until()));
        }

        /** The hand-over does not stand: the seat stays booked, and the link is good for no other. */
        public Decision<Invitation, MediationEvent> withdraw(String reason) {
            return withdrawn(attributes, reason, bookingId);
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    /**
     * Its link leads nowhere.
     *
     * @param bookingId the booking that it had led to; null when it had led to none, or was withdrawn before this was kept
     */
    record Withdrawn(
            InvitationAttributes attributes,
            String reason,
            @Nullable UUID bookingId) implements Invitation {
        /**
         * The hand-over stands after all: the link is good as before.
         *
         * @param seatStands whether the seat that it had led to is still booked
         */
        public Decision<Invitation, MediationEvent> reinstate(boolean seatStands, String why) {
            Invitation before =
                    bookingId == null || !seatStands ? new Issued(attributes) : new Accepted(attributes, bookingId);
            return Decision.of(before, new InvitationReinstated(attributes.id(), why));
        }

        @Override
        public List<Move> legal() {
            return List.of();
        }
    }

    private static Decision<Invitation, MediationEvent> withdrawn(
            InvitationAttributes attributes, String reason, @Nullable UUID bookingId) {
        return Decision.of(
                new Withdrawn(attributes, reason, bookingId), new InvitationWithdrawn(attributes.id(), reason));
    }
}
