package network.reuse.mediation.application;

import io.quarkus.mailer.Mail;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.reuse.defaults.message.MailTime;
import network.reuse.defaults.message.SmsText;
import network.reuse.mediation.domain.Booking;
import network.reuse.mediation.domain.Booking.Offered;
import network.reuse.mediation.domain.WorkshopAttributes;
import network.reuse.mediation.persistence.BookingMails.Occasion;

/**
 * What people read for whom a seat is booked or waited for: French first, English second; nothing in it says more of the person
 * than its address does.
 */
final class BookingLetters {
    private BookingLetters() {}

    /** Other workshops that have seats, so near and at most so many days later. */
    record Elsewhere(int kilometres, int days, List<WorkshopAttributes> workshops) {
        Elsewhere {
            workshops = List.copyOf(workshops);
        }

        String inFrench() {
            if (workshops.isEmpty()) {
                return "Aucune autre place n'est libre à moins de " + kilometres + " km dans les " + days
                        + " jours qui suivent.";
            }
            return "D'autres places sont libres à moins de " + kilometres + " km dans les " + days
                    + " jours qui suivent :\n"
                    + listed(workshop -> MailTime.inFrench(workshop.from()));
        }

        String inEnglish() {
            if (workshops.isEmpty()) {
                return "No other seat is free within " + kilometres + " km and " + days + " days of it.";
            }
            return "Other seats are free within " + kilometres + " km and " + days + " days of it:\n"
                    + listed(workshop -> MailTime.inEnglish(workshop.from()));
        }

        private String listed(Function<WorkshopAttributes, String> time) {
            return workshops.stream()
                    .map(workshop -> "- " + workshop.code() + ", " + workshop.title() + ", " + workshop.placeName()
                            + ", " + time.apply(workshop))
                    .collect(Collectors.joining("\n"));
        }
    }

    static Mail of(
            Occasion occasion, Booking booking, WorkshopAttributes workshop, Elsewhere elsewhere, String address) {
        return switch (occasion) {
            case OFFERED -> offered(booking, workshop, address);
            case RESCHEDULED -> rescheduled(booking, workshop, elsewhere, address);
            case CANCELLED -> cancelled(booking, workshop, elsewhere, address);
            case REMINDED -> reminded(booking, workshop, address);
        };
    }

    /** The same in a few words, for an SMS. */
    static String text(Occasion occasion, Booking booking, WorkshopAttributes workshop) {
        String which = workshop.title() + ", " + workshop.placeName() + ", " + MailTime.inFigures(workshop.from());
        String code = booking.attributes().code();
        return SmsText.of(
                switch (occasion) {
                    case OFFERED -> {
                        String until = MailTime.inFigures(offer(booking).until());
                        yield "Une place s'est libérée : " + which + ". Répondez avant le " + until
                                + " à l'organisme qui vous a inscrit, code " + code
                                + " / A seat is free: answer the organisation that put you on the list before then.";
                    }
                    case RESCHEDULED ->
                        "Votre atelier change de date ou de lieu ; votre inscription (" + code + ") est maintenue : "
                                + which + " / Your workshop is rescheduled, your registration still stands.";
                    case CANCELLED ->
                        "Votre atelier est annulé (inscription " + code + ") : " + which
                                + " / Your workshop is not held.";
                    case REMINDED ->
                        "Rappel de votre atelier (inscription " + code + ") : " + which
                                + " / A reminder of your workshop.";
                });
    }

    private static Offered offer(Booking booking) {
        if (!(booking instanceof Offered offered)) {
            throw new IllegalStateException("a message about an offer is of one");
        }
        return offered;
    }

    private static Mail offered(Booking booking, WorkshopAttributes workshop, String address) {
        Offered offered = offer(booking);
        return Mail.withText(address, "Une place s'est libérée / A seat is free", """
                Bonjour,

                une place s'est libérée à l'atelier pour lequel vous étiez sur la liste d'attente :

                « %1$s », %2$s,
                %3$s (heure de Paris).

                Elle vous est gardée jusqu'au %5$s. Pour la prendre, dites-le avant à l'organisme qui vous a inscrit,
                avec le code %7$s. Après, elle est proposée à la personne suivante.

                Cet organisme peut aussi cesser de vous écrire, ou effacer vos coordonnées.

                —

                Hello,

                a seat is free in the workshop for which you were on the waiting list:

                "%1$s", %2$s,
                %4$s (Paris time).

                It is kept for you until %6$s. To take it, tell the organisation that put you on the list before then,
                with the code %7$s. After that it is offered to the next person.

                That organisation can also stop the messages, or erase your contact data.
                """.formatted(
                        workshop.title(),
                        workshop.placeName(),
                        MailTime.inFrench(workshop.from()),
                        MailTime.inEnglish(workshop.from()),
                        MailTime.inFrench(offered.until()),
                        MailTime.inEnglish(offered.until()),
                        booking.attributes().code()));
    }

    private static Mail rescheduled(Booking booking, WorkshopAttributes workshop, Elsewhere elsewhere, String address) {
        return Mail.withText(
                address, "Votre atelier change de date ou de lieu / Your workshop is rescheduled", """
                Bonjour,

                l'atelier où vous êtes inscrit change de date ou de lieu. Votre inscription (code %5$s) est maintenue :

                « %1$s », %2$s,
                %3$s (heure de Paris).

                Si cela ne vous convient pas, dites-le à l'organisme qui vous a inscrit ; il peut aussi cesser de vous
                écrire, ou effacer vos coordonnées. %6$s

                —

                Hello,

                the workshop for which you are registered is held at another time or place. Your registration (code %5$s)
                still stands:

                "%1$s", %2$s,
                %4$s (Paris time).

                If that does not suit you, tell the organisation that registered you; it can also stop the messages, or
                erase your contact data. %7$s
                """.formatted(
                                workshop.title(),
                                workshop.placeName(),
                                MailTime.inFrench(workshop.from()),
                                MailTime.inEnglish(workshop.from()),
                                booking.attributes().code(),
                                elsewhere.inFrench(),
                                elsewhere.inEnglish()));
    }

    private static Mail reminded(Booking booking, WorkshopAttributes workshop, String address) {
        return Mail.withText(address, "Rappel de votre atelier / A reminder of your workshop", """
                Bonjour,

                vous avez une place (code %5$s) à l'atelier :

                « %1$s », %2$s,
                %3$s (heure de Paris).

                Si vous ne pouvez pas venir, dites-le à l'organisme qui vous a inscrit : la place ira à une autre
                personne. Il peut aussi cesser de vous écrire, ou effacer vos coordonnées.

                —

                Hello,

                you have a seat (code %5$s) in the workshop:

                "%1$s", %2$s,
                %4$s (Paris time).

                If you cannot come, tell the organisation that registered you, so that somebody else gets the seat. It can
                also stop the messages, or erase your contact data.
                """.formatted(
                        workshop.title(),
                        workshop.placeName(),
                        MailTime.inFrench(workshop.from()),
                        MailTime.inEnglish(workshop.from()),
                        booking.attributes().code()));
    }

    private static Mail cancelled(Booking booking, WorkshopAttributes workshop, Elsewhere elsewhere, String address) {
        return Mail.withText(address, "Votre atelier est annulé / Your workshop is cancelled", """
                Bonjour,

                l'atelier où vous étiez inscrit (code %5$s) n'a pas lieu :

                « %1$s », %2$s,
                %3$s (heure de Paris).

                L'organisme qui vous a inscrit peut vous inscrire à un autre ; il peut aussi cesser de vous écrire, ou effacer
                vos coordonnées.
                %6$s

                —

                Hello,

                the workshop for which you were registered (code %5$s) is not held:

                "%1$s", %2$s,
                %4$s (Paris time).

                The organisation that registered you can book another one for you; it can also stop the messages, or erase your
                contact data.
                %7$s
                """.formatted(
                        workshop.title(),
                        workshop.placeName(),
                        MailTime.inFrench(workshop.from()),
                        MailTime.inEnglish(workshop.from()),
                        booking.attributes().code(),
                        elsewhere.inFrench(),
                        elsewhere.inEnglish()));
    }
}
