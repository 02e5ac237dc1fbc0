package network.reuse.allocation.application.person;

import io.quarkus.mailer.Mail;
import network.reuse.allocation.persistence.InvitationMails.Claimed;
import network.reuse.allocation.persistence.InvitationMails.Workshop;
import network.reuse.defaults.message.MailTime;
import network.reuse.defaults.message.SmsText;
import org.jspecify.annotations.Nullable;

/**
 * What people read who are invited: French first, English second; nothing in it says more of the person than its address
 * does.
 */
final class InvitationLetters {
    private InvitationLetters() {}

    static Mail of(Claimed claimed, String address, String link) {
        return switch (claimed.occasion()) {
            case INVITED -> invited(address, link);
            case REOPENED -> reopened(address, link);
            case RESCHEDULED -> rescheduled(address, named(claimed.workshop()));
            case REINSTATED -> reinstated(address, link);
        };
    }

    /**
     * The same in a few words, for an SMS. All characters are of the alphabet of GSM 03.38, so that 153 go into a part.
     *
     * @return at most three parts with a link of 120 characters
     */
    static String text(Claimed claimed, String link) {
        return switch (claimed.occasion()) {
            case INVITED ->
                "Un médiateur numérique vous aide à démarrer avec votre ordinateur. Choisissez un atelier : " + link
                        + " / Choose a free computer workshop near you with this link.";
            case REOPENED ->
                "Votre place à l'atelier est annulée. Ce lien vaut de nouveau pour une place : " + link
                        + " / Your seat is cancelled; this link is good for another one.";
            case REINSTATED ->
                "Votre lien vers un atelier est de nouveau valable : " + link
                        + " / Your link to a workshop is good again.";
            case RESCHEDULED -> {
                Workshop workshop = named(claimed.workshop());
                yield SmsText.of(
                        "Votre atelier change de date ou de lieu, vous gardez votre place : " + workshop.title() + ", "
                                + workshop.placeName() + ", " + MailTime.inFigures(workshop.from())
                                + " / Your workshop is rescheduled, your seat is still yours.");
            }
        };
    }

    private static Workshop named(@Nullable Workshop workshop) {
        if (workshop == null) {
            throw new IllegalStateException("a message about a rescheduled workshop names it");
        }
        return workshop;
    }

    private static Mail invited(String address, String link) {
        return Mail.withText(
                address, "Apprenez à vous servir de votre ordinateur / Learn to use your computer", """
                Bonjour,

                vous avez reçu un ordinateur reconditionné. Un médiateur numérique vous aide à bien démarrer :
                choisissez un atelier près de chez vous avec ce lien, qui vaut pour une place.

                %1$s

                Ce message est envoyé une seule fois. Pour ne plus recevoir de messages, ou pour
                que vos coordonnées soient effacées, adressez-vous à l'organisme qui vous a remis l'ordinateur.

                —

                Hello,

                you received a refurbished computer. A digital mediator helps you to get started: choose a workshop
                near you with this link, which is good for one seat.

                %1$s

                This message is sent once. To get no more messages, or to have your contact data erased, ask the
                organisation that gave you the computer.
                """.formatted(
                                link));
    }

    private static Mail reopened(String address, String link) {
        return Mail.withText(
                address, "Votre place à l'atelier est annulée / Your seat is cancelled", """
                Bonjour,

                la place que vous aviez réservée pour apprendre à vous servir de votre ordinateur est annulée :
                l'atelier n'a pas lieu, ou ne peut pas vous accueillir. Votre lien vaut de nouveau pour une place,
                à l'atelier de votre choix :

                %1$s

                Pour ne plus recevoir de messages, ou pour que vos coordonnées soient effacées, adressez-vous à l'organisme
                qui vous a remis l'ordinateur.

                —

                Hello,

                the seat that you had booked to learn to use your computer is cancelled: the workshop is not held, or
                cannot take you. Your link is good for one seat again, in a workshop of your choice:

                %1$s

                To get no more messages, or to have your contact data erased, ask the organisation that gave you the computer.
                """.formatted(link));
    }

    private static Mail reinstated(String address, String link) {
        return Mail.withText(
                address, "Votre lien est de nouveau valable / Your link is good again", """
                Bonjour,

                le retour de votre ordinateur avait été enregistré par erreur, et votre invitation à un atelier avait été
                retirée avec lui. Le lien est de nouveau valable : il montre la place que vous avez réservée, avec sa date
                et son lieu d'aujourd'hui, ou vous laisse en choisir une :

                %1$s

                Pour ne plus recevoir de messages, ou pour que vos coordonnées soient effacées, adressez-vous à l'organisme
                qui vous a remis l'ordinateur.

                —

                Hello,

                the return of your computer had been recorded by mistake, and your invitation to a workshop was withdrawn
                with it. The link is good again: it shows the seat that you booked, with its date and place as they are now, or
                lets you choose one:

                %1$s

                To get no more messages, or to have your contact data erased, ask the organisation that gave you the computer.
                """.formatted(link));
    }

    private static Mail rescheduled(String address, Workshop workshop) {
        return Mail.withText(
                address, "Votre atelier change de date ou de lieu / Your workshop is rescheduled", """
                Bonjour,

                l'atelier où vous avez réservé une place change de date ou de lieu. Votre place vous reste acquise :

                « %1$s », %2$s,
                %3$s (heure de Paris).

                Si cela ne vous convient pas, dites-le à l'organisme qui vous a remis l'ordinateur ; il peut aussi
                cesser de vous écrire, ou effacer vos coordonnées.

                —

                Hello,

                the workshop in which you have a seat is held at another time or place. The seat is still yours:

                "%1$s", %2$s,
                %4$s (Paris time).

                If that does not suit you, tell the organisation that gave you the computer; it can also stop the
                messages, or erase your contact data.
                """.formatted(
                                workshop.title(),
                                workshop.placeName(),
                                MailTime.inFrench(workshop.from()),
                                MailTime.inEnglish(workshop.from())));
    }
}
