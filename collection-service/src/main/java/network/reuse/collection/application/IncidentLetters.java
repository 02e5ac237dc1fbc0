package network.reuse.collection.application;

import io.quarkus.mailer.Mail;
import network.reuse.collection.domain.DeviceAttributes;
import network.reuse.collection.persistence.IncidentMails.Incident;
import network.reuse.defaults.message.MailTime;

/** What a donor reads whose device disappeared, or turned up again: French first, English second; no person is named. */
final class IncidentLetters {
    private IncidentLetters() {}

    /**
     * The mail to this address.
     *
     * @param lot the code of the lot that the device was given in
     * @param link where the donor reads its incidents by the API
     */
    static Mail of(Incident incident, DeviceAttributes device, String lot, String address, String link) {
        return switch (incident.occasion()) {
            case LOST -> lost(incident, device, lot, address, link);
            case FOUND -> found(incident, device, lot, address, link);
        };
    }

    private static Mail lost(Incident incident, DeviceAttributes device, String lot, String address, String link) {
        return Mail.withText(
                address,
                "Appareil %1$s perdu : des données peut-être / Device %1$s lost: possibly with data"
                        .formatted(device.code()),
                """
                Bonjour,

                un appareil que votre organisation a donné a disparu, et ses supports n'ont pas tous été effacés : ce qui s'y
                trouvait quand il vous a quitté y est peut-être encore.

                Appareil : %1$s, %2$s %3$s, numéro de série %4$s
                Lot : %5$s
                Quand : %6$s (heure de Paris)
                Où : %7$s
                Motif indiqué : %9$s

                Que faire : cherchez dans votre inventaire à quoi cet appareil servait et s'il était chiffré, et prévenez votre
                délégué à la protection des données. Si des données personnelles sont en cause, une notification à la CNIL est
                due dans les 72 heures, sauf si un risque est peu probable (RGPD, article 33) ; la décision vous appartient.

                Vos incidents : %10$s

                —

                Hello,

                a device that your organisation gave has disappeared, and not all of its media were erased: what was on it when it
                left you may still be there.

                Device: %1$s, %2$s %3$s, serial number %4$s
                Lot: %5$s
                When: %11$s (Paris time)
                Where: %8$s
                Reason given: %9$s

                What to do: look up in your inventory what this device was used for and whether it was encrypted, and tell your
                data protection officer. Where personal data is concerned, the supervisory authority is to be notified within 72
                hours, unless a risk is unlikely (GDPR, article 33); the decision is yours.

                Your incidents: %10$s
                """.formatted(
                                device.code(),
                                device.manufacturer(),
                                device.model(),
                                device.serialNumber(),
                                lot,
                                MailTime.inFrench(incident.occurredAt()),
                                whereInFrench(incident),
                                whereInEnglish(incident),
                                incident.reason(),
                                link,
                                MailTime.inEnglish(incident.occurredAt())));
    }

    private static Mail found(Incident incident, DeviceAttributes device, String lot, String address, String link) {
        return Mail.withText(
                address, "Appareil %1$s retrouvé / Device %1$s found".formatted(device.code()), """
                Bonjour,

                l'appareil %1$s, %2$s %3$s, numéro de série %4$s, du lot %5$s, dont nous vous avions signalé la perte, est
                retrouvé. C'est constaté le %6$s (heure de Paris), %7$s.

                Si vous avez fait une notification à la CNIL, complétez-la.

                Vos incidents : %9$s

                —

                Hello,

                the device %1$s, %2$s %3$s, serial number %4$s, of lot %5$s, of whose loss we had told you, has been found. That
                was established on %10$s (Paris time), %8$s.

                If you have notified the supervisory authority, complete the notification.

                Your incidents: %9$s
                """.formatted(
                                device.code(),
                                device.manufacturer(),
                                device.model(),
                                device.serialNumber(),
                                lot,
                                MailTime.inFrench(incident.occurredAt()),
                                whereInFrench(incident),
                                whereInEnglish(incident),
                                link,
                                MailTime.inEnglish(incident.occurredAt())));
    }

    private static String whereInFrench(Incident incident) {
        return switch (incident.reportedBy()) {
            case "collection" -> "entre votre site et l'atelier";
            case "refurb" -> "à l'atelier, ou en en partant";
            default -> "après l'atelier";
        };
    }

    private static String whereInEnglish(Incident incident) {
        return switch (incident.reportedBy()) {
            case "collection" -> "between your site and the workshop";
            case "refurb" -> "in the workshop, or on leaving it";
            default -> "after the workshop";
        };
    }
}
