package network.reuse.allocation.application;

import java.time.Instant;
import java.util.UUID;
import network.reuse.allocation.persistence.InvitationMails;

/** How far a message about a pack has come; nothing in it says where it goes. */
public record MessageView(UUID invitationId, UUID packId, String status, int attempts, Instant changedAt) {

    static MessageView of(InvitationMails.Mail mail) {
        return new MessageView(
                mail.invitationId(), mail.packId(), mail.state().name(), mail.attempts(), mail.changedAt());
    }
}
