package network.reuse.mediation.application;

import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.message.Letter;
import network.reuse.defaults.message.MessageDeliveries;
import network.reuse.defaults.message.SmsProvider;
import network.reuse.defaults.people.Contact;
import network.reuse.defaults.people.People;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.timer.Timers;
import network.reuse.mediation.domain.Booking;
import network.reuse.mediation.domain.Booking.Booked;
import network.reuse.mediation.domain.Booking.Cancelled;
import network.reuse.mediation.domain.Booking.Offered;
import network.reuse.mediation.domain.Booking.Waiting;
import network.reuse.mediation.domain.Nearby;
import network.reuse.mediation.domain.Workshop;
import network.reuse.mediation.domain.WorkshopAttributes;
import network.reuse.mediation.persistence.BookingMails;
import network.reuse.mediation.persistence.BookingMails.Claimed;
import network.reuse.mediation.persistence.Bookings;
import network.reuse.mediation.persistence.Workshops;

/** Tells whoever a booking is for what becomes of it: by e-mail, or by SMS to whoever has no address. */
@ApplicationScoped
public class SendBookingMails {
    private static final String WHO = "mediation";
    private static final int MOST_NAMED = 5;

    private final BookingMails mails;
    private final FindAlternatives alternatives;
    private final People people;
    private final ReactiveMailer mailer;
    private final SmsProvider sms;
    private final MessageDeliveries deliveries;
    private final Timers timers;
    private final Pool pool;
    private final BusinessClock clock;

    public SendBookingMails(
            BookingMails mails,
            FindAlternatives alternatives,
            People people,
            ReactiveMailer mailer,
            SmsProvider sms,
            MessageDeliveries deliveries,
            Timers timers,
            @ReactiveDataSource("worker") Pool pool,
            BusinessClock clock) {
        this.mails = mails;
        this.alternatives = alternatives;
        this.people = people;
        this.mailer = mailer;
        this.sms = sms;
        this.deliveries = deliveries;
        this.timers = timers;
        this.pool = pool;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        timers.on(BookingMails.TELL, (transaction, key) -> mails.queue(transaction, key, clock.now()));
        deliveries.beginWithSms(BookingMails.TABLE, "telling participants", this::write);
    }

    private Future<Letter> write(Claimed claimed) {
        return pool.withTransaction(transaction -> Bookings.TABLE
                .require(transaction, claimed.bookingId())
                .compose(booking -> isTrue(claimed, booking.state(), clock.now())
                        ? write(transaction, claimed, booking.state())
                        : Future.failedFuture(Refusals.unknown())));
    }

    private Future<Letter> write(SqlConnection transaction, Claimed claimed, Booking booking) {
        UUID participant = booking.attributes().participant();
        if (participant == null) {
            return Future.succeededFuture(Letter.ToNobody.NO_ADDRESS);
        }
        return people.toWriteTo(transaction, participant, WHO, clock.now())
                .compose(contact -> contact.isEmpty()
                        ? Future.succeededFuture(Letter.ToNobody.OPTED_OUT)
                        : Workshops.TABLE
                                .require(transaction, booking.attributes().workshopId())
                                .compose(workshop -> isStill(claimed, workshop.state(), clock.now())
                                        ? letter(transaction, claimed, booking, workshop, contact.get())
                                        : Future.failedFuture(Refusals.unknown())));
    }

    private Future<Letter> letter(
            SqlConnection transaction, Claimed claimed, Booking booking, Stored<Workshop> workshop, Contact contact) {
        WorkshopAttributes attributes = workshop.state().attributes();
        String address = contact.email();
        return address == null || address.isBlank()
                ? Future.succeededFuture(
                        sms.to(contact.phone(), BookingLetters.text(claimed.occasion(), booking, attributes)))
                : elsewhere(transaction, claimed, workshop)
                        .map(found -> new Letter.ByMail(mailer.send(
                                BookingLetters.of(claimed.occasion(), booking, attributes, found, address))));
    }

    /** Where else there are seats, near where and when the workshop was to be held. */
    private Future<BookingLetters.Elsewhere> elsewhere(
            SqlConnection transaction, Claimed claimed, Stored<Workshop> workshop) {
        BookingMails.Origin origin = claimed.origin();
        int kilometres = alternatives.kilometres();
        int days = alternatives.days();
        boolean asksForNothingElse = switch (claimed.occasion()) {
            case OFFERED, REMINDED -> true;
            case RESCHEDULED, CANCELLED -> false;
        };
        if (origin == null || asksForNothingElse) {
            return Future.succeededFuture(new BookingLetters.Elsewhere(kilometres, days, List.of()));
        }
        return alternatives
                .near(
                        transaction,
                        workshop.state().attributes().env(),
                        workshop.id(),
                        new Nearby(origin.commune(), origin.coordinates(), origin.from(), kilometres, days),
                        clock.now(),
                        MOST_NAMED)
                .map(found -> new BookingLetters.Elsewhere(
                        kilometres,
                        days,
                        found.stream()
                                .map(seated -> seated.workshop().state().attributes())
                                .toList()));
    }

    /** Whether what a mail tells still holds; an offer is told as long as it can be accepted. */
    private static boolean isTrue(Claimed claimed, Booking booking, Instant now) {
        return switch (claimed.occasion()) {
            case OFFERED ->
                booking instanceof Offered offered && offered.until().isAfter(now);
            case RESCHEDULED -> booking instanceof Booked || booking instanceof Offered || booking instanceof Waiting;
            case CANCELLED -> booking instanceof Cancelled;
            case REMINDED -> booking instanceof Booked;
        };
    }

    /** Whether the workshop still is what a reminder tells of; other messages tell of it as it is. */
    private static boolean isStill(Claimed claimed, Workshop workshop, Instant now) {
        Instant from = workshop.attributes().from();
        if (claimed.occasion() != BookingMails.Occasion.REMINDED) {
            return true;
        }
        BookingMails.Origin origin = claimed.origin();
        return origin != null && origin.from().equals(from) && from.isAfter(now);
    }
}
