package network.reuse.allocation.application.person;

import java.time.Instant;
import java.util.UUID;
import network.reuse.allocation.persistence.InvitationMails;

/** How far the e-mail of a pack's invitation has come; nothing in it says where it goes. */
public record InvitationMailView(UUID invitationId, UUID packId, String status, int attempts, Instant changedAt) {

    static InvitationMailView of(InvitationMails.Mail mail) {
        return new InvitationMailView(
                mail.invitationId(), mail.packId(), mail.state().name(), mail.attempts(), mail.changedAt());
    }
}
