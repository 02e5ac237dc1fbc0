package network.reuse.mediation.domain;

import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.MediationEvent;
import network.reuse.contracts.MediationEvent.InvitationAccepted;
import network.reuse.contracts.MediationEvent.InvitationIssued;
import network.reuse.contracts.MediationEvent.InvitationWithdrawn;

/** A link by which whoever received a pack may book one seat, once. */
public sealed interface Invitation {
    InvitationFacts facts();

    /** A pack was handed over. */
    static Decision<Invitation, MediationEvent> issue(InvitationFacts facts) {
        return Decision.of(new Issued(facts), new InvitationIssued(facts.id(), facts.packId(), facts.programmeId()));
    }

    /** Its link may be used. */
    record Issued(InvitationFacts facts) implements Invitation {
        /** It has led to this booking. */
        public Decision<Invitation, MediationEvent> accept(UUID bookingId) {
            return Decision.of(new Accepted(facts, bookingId), new InvitationAccepted(facts.id(), bookingId));
        }

        /** The hand-over does not stand. */
        public Decision<Invitation, MediationEvent> withdraw(String reason) {
            return Decision.of(new Withdrawn(facts, reason), new InvitationWithdrawn(facts.id(), reason));
        }
    }

    /** Its link was used. */
    record Accepted(InvitationFacts facts, UUID bookingId) implements Invitation {}

    /** Its link leads nowhere. */
    record Withdrawn(InvitationFacts facts, String reason) implements Invitation {}
}
