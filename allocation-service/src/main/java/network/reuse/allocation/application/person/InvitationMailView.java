package network.reuse.allocation.application.person;

import java.time.Instant;
import java.util.UUID;
import network.reuse.allocation.persistence.InvitationMails;
import network.reuse.defaults.message.MessageChannel;

/** How far a message about a pack's invitation has come; nothing in it says where it goes. */
public record InvitationMailView(
        UUID messageId,
        UUID invitationId,
        UUID packId,
        InvitationMails.Occasion occasion,
        String status,
        int attempts,
        Instant changedAt,
        MessageChannel channel) {

    static InvitationMailView of(InvitationMails.Mail mail) {
        return new InvitationMailView(
                mail.messageId(),
                mail.invitationId(),
                mail.packId(),
                mail.occasion(),
                mail.state().name(),
                mail.attempts(),
                mail.changedAt(),
                mail.channel());
    }
}
