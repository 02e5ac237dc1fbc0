package network.reuse.mediation.application;

import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.delivery.MailDelivery;
import network.reuse.defaults.delivery.MailDelivery.Outcome;
import network.reuse.defaults.people.People;
import network.reuse.defaults.people.Purpose;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.timer.Timers;
import network.reuse.mediation.domain.Booking;
import network.reuse.mediation.domain.Booking.Booked;
import network.reuse.mediation.domain.Booking.Cancelled;
import network.reuse.mediation.domain.Booking.Offered;
import network.reuse.mediation.domain.Booking.Waiting;
import network.reuse.mediation.domain.Nearby;
import network.reuse.mediation.domain.Workshop;
import network.reuse.mediation.persistence.BookingMails;
import network.reuse.mediation.persistence.BookingMails.Claimed;
import network.reuse.mediation.persistence.BookingMails.State;
import network.reuse.mediation.persistence.Bookings;
import network.reuse.mediation.persistence.Workshops;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Tells whoever a booking is for what becomes of it, where an address is known, as {@link MailDelivery} does. */
@ApplicationScoped
public class SendBookingMails implements MailDelivery.Mails<Claimed> {
    private static final String WHO = "mediation";
    private static final int MOST_NAMED = 5;

    private final BookingMails mails;
    private final FindAlternatives alternatives;
    private final People people;
    private final ReactiveMailer mailer;
    private final Timers timers;
    private final Pool pool;
    private final Vertx vertx;
    private final PeriodicJobs jobs;
    private final BusinessClock clock;
    private final Duration longestAnswer;

    public SendBookingMails(
            BookingMails mails,
            FindAlternatives alternatives,
            People people,
            ReactiveMailer mailer,
            Timers timers,
            @ReactiveDataSource("worker") Pool pool,
            Vertx vertx,
            PeriodicJobs jobs,
            BusinessClock clock,
            @ConfigProperty(name = "reuse.mail.longest-answer", defaultValue = "PT2M") Duration longestAnswer) {
        this.mails = mails;
        this.alternatives = alternatives;
        this.people = people;
        this.mailer = mailer;
        this.timers = timers;
        this.pool = pool;
        this.vertx = vertx;
        this.jobs = jobs;
        this.clock = clock;
        this.longestAnswer = longestAnswer;
    }

    void start(@Observes StartupEvent started) {
        timers.on(BookingMails.TELL, (transaction, key) -> mails.queue(transaction, key, clock.now()));
        timers.on(BookingMails.RETRY, (transaction, key) -> mails.due(transaction, UUID.fromString(key), clock.now()));
        MailDelivery<Claimed> delivery = new MailDelivery<>(this, vertx, clock, longestAnswer);
        jobs.every(Duration.ofMillis(500), "telling participants", delivery::look);
    }

    @Override
    public Future<?> giveUpSince(Instant before, Instant now) {
        return mails.giveUpSince(before, now);
    }

    @Override
    public Future<@Nullable Claimed> claim(Instant now) {
        return mails.claim(now);
    }

    @Override
    public int attempts(Claimed claimed) {
        return claimed.attempts();
    }

    @Override
    public Future<Optional<Uni<Void>>> write(Claimed claimed) {
        return pool.withTransaction(transaction -> Bookings.TABLE
                .require(transaction, claimed.bookingId())
                .compose(booking -> isTrue(claimed, booking.state(), clock.now())
                        ? write(transaction, claimed, booking)
                        : Future.failedFuture(Refusals.unknown())));
    }

    private Future<Optional<Uni<Void>>> write(SqlConnection transaction, Claimed claimed, Stored<Booking> booking) {
        UUID participant = booking.state().attributes().participant();
        if (participant == null) {
            return Future.succeededFuture(Optional.empty());
        }
        return people.read(transaction, participant, WHO, Purpose.SEND_MESSAGE, clock.now())
                .compose(contact -> {
                    String address = contact.email();
                    return address == null || address.isBlank()
                            ? Future.succeededFuture(Optional.empty())
                            : letter(transaction, claimed, booking.state(), address);
                });
    }

    private Future<Optional<Uni<Void>>> letter(
            SqlConnection transaction, Claimed claimed, Booking booking, String address) {
        return Workshops.TABLE
                .require(transaction, booking.attributes().workshopId())
                .compose(workshop -> elsewhere(transaction, claimed, workshop)
                        .map(found -> Optional.of(mailer.send(BookingLetters.of(
                                claimed.occasion(), booking, workshop.state().attributes(), found, address)))));
    }

    /** Where else there are seats, near where and when the workshop was to be held. */
    private Future<BookingLetters.Elsewhere> elsewhere(
            SqlConnection transaction, Claimed claimed, Stored<Workshop> workshop) {
        BookingMails.Origin origin = claimed.origin();
        int kilometres = alternatives.kilometres();
        int days = alternatives.days();
        if (origin == null || claimed.occasion() == BookingMails.Occasion.OFFERED) {
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
        };
    }

    @Override
    public Future<?> settle(Claimed claimed, Outcome outcome, @Nullable String fault, Instant now) {
        return pool.withTransaction(
                transaction -> mails.settle(transaction, claimed.id(), State.valueOf(outcome.name()), fault, now)
                        .mapEmpty());
    }

    @Override
    public Future<?> postpone(Claimed claimed, Instant until, String fault, Instant now) {
        return pool.withTransaction(transaction -> mails.settle(transaction, claimed.id(), State.WAITING, fault, now)
                .compose(_ -> timers.set(
                        transaction, until, BookingMails.RETRY, claimed.id().toString()))
                .mapEmpty());
    }
}
