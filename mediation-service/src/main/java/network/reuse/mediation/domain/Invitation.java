package network.reuse.mediation.domain;

import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.MediationEvent.InvitationAccepted;
import network.reuse.contracts.MediationEvent.InvitationIssued;
import network.reuse.contracts.MediationEvent.InvitationWithdrawn;

/** A link by which whoever received a pack may book one seat, once. */
public sealed interface Invitation {
    InvitationAttributes attributes();

    /** How it is called in tables and answers. */
    default InvitationStatus status() {
        return switch (this) {
            case Issued _ -> InvitationStatus.ISSUED;
            case Accepted _ -> InvitationStatus.ACCEPTED;
            case Withdrawn _ -> InvitationStatus.WITHDRAWN;
        };
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
            return Decision.of(new Withdrawn(attributes, reason), new InvitationWithdrawn(attributes.id(), reason));
        }
    }

    /** Its link was used. */
    record Accepted(InvitationAttributes attributes, UUID bookingId) implements Invitation {}

    /** Its link leads nowhere. */
    record Withdrawn(InvitationAttributes attributes, String reason) implements Invitation {}
}
