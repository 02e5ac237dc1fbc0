package network.reuse.collection.application;

import java.time.Instant;
import java.util.UUID;
import network.reuse.collection.persistence.IncidentMails;

/**
 * How far an e-mail to a donor about one of its devices has come; nothing in it says where it goes.
 *
 * @param occasion whether the device disappeared or turned up again
 * @param reportedBy the service whose user said so
 * @param occurredAt when that happened, as whoever held the device says
 */
public record IncidentMailView(
        UUID id,
        UUID deviceId,
        IncidentMails.Occasion occasion,
        String reportedBy,
        Instant occurredAt,
        IncidentMails.State status,
        int attempts,
        Instant changedAt) {

    static IncidentMailView of(IncidentMails.Mail mail) {
        return new IncidentMailView(
                mail.id(),
                mail.device(),
                mail.occasion(),
                mail.reportedBy(),
                mail.occurredAt(),
                mail.state(),
                mail.attempts(),
                mail.changedAt());
    }
}
