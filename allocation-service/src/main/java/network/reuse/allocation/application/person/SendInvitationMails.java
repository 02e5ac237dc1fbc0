package network.reuse.allocation.application.person;

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
import java.util.Optional;
import java.util.UUID;
import network.reuse.allocation.persistence.Beneficiaries;
import network.reuse.allocation.persistence.InvitationMails;
import network.reuse.allocation.persistence.InvitationMails.Claimed;
import network.reuse.allocation.persistence.InvitationMails.State;
import network.reuse.defaults.delivery.MailDelivery;
import network.reuse.defaults.delivery.MailDelivery.Outcome;
import network.reuse.defaults.people.Contact;
import network.reuse.defaults.people.InvitationCodes;
import network.reuse.defaults.people.People;
import network.reuse.defaults.people.Purpose;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.timer.Timers;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Sends the messages about invitations that are due, as {@link MailDelivery} does. */
@ApplicationScoped
public class SendInvitationMails implements MailDelivery.Mails<Claimed> {
    private static final String WHO = "allocation";

    private final InvitationMails mails;
    private final Beneficiaries beneficiaries;
    private final People people;
    private final InvitationCodes codes;
    private final ReactiveMailer mailer;
    private final Timers timers;
    private final Pool pool;
    private final PeriodicJobs jobs;
    private final BusinessClock clock;
    private final String publicUrl;
    private final Vertx vertx;
    private final Duration longestAnswer;

    public SendInvitationMails(
            InvitationMails mails,
            Beneficiaries beneficiaries,
            People people,
            InvitationCodes codes,
            ReactiveMailer mailer,
            Timers timers,
            @ReactiveDataSource("worker") Pool pool,
            Vertx vertx,
            PeriodicJobs jobs,
            BusinessClock clock,
            @ConfigProperty(name = "reuse.public.url") String publicUrl,
            @ConfigProperty(name = "reuse.mail.longest-answer", defaultValue = "PT2M") Duration longestAnswer) {
        this.mails = mails;
        this.beneficiaries = beneficiaries;
        this.people = people;
        this.codes = codes;
        this.mailer = mailer;
        this.timers = timers;
        this.pool = pool;
        this.jobs = jobs;
        this.clock = clock;
        this.publicUrl = publicUrl;
        this.vertx = vertx;
        this.longestAnswer = longestAnswer;
    }

    void start(@Observes StartupEvent started) {
        timers.on(
                InvitationMails.RETRY, (transaction, key) -> mails.due(transaction, UUID.fromString(key), clock.now()));
        MailDelivery<Claimed> delivery = new MailDelivery<>(this, vertx, clock, longestAnswer);
        jobs.every(Duration.ofMillis(500), "sending invitations", delivery::look);
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
        return pool.withTransaction(transaction -> contact(transaction, claimed))
                .map(contact -> {
                    String address = contact.email();
                    if (address == null || address.isBlank()) {
                        return Optional.empty();
                    }
                    String link = publicUrl + "/invitations/" + codes.of(claimed.invitationId());
                    return Optional.of(mailer.send(InvitationLetters.of(claimed, address, link)));
                });
    }

    private Future<Contact> contact(SqlConnection transaction, Claimed claimed) {
        return beneficiaries
                .ofPack(transaction, claimed.packId())
                .compose(ref -> ref == null
                        ? Future.failedFuture(new IllegalStateException("an invitation is about a pack"))
                        : people.read(transaction, ref, WHO, Purpose.SEND_MESSAGE, clock.now()));
    }

    @Override
    public Future<?> settle(Claimed claimed, Outcome outcome, @Nullable String fault, Instant now) {
        return pool.withTransaction(
                transaction -> mails.settle(transaction, claimed.messageId(), State.valueOf(outcome.name()), fault, now)
                        .mapEmpty());
    }

    @Override
    public Future<?> postpone(Claimed claimed, Instant until, String fault, Instant now) {
        return pool.withTransaction(
                transaction -> mails.settle(transaction, claimed.messageId(), State.WAITING, fault, now)
                        .compose(_ -> timers.set(
                                transaction,
                                until,
                                InvitationMails.RETRY,
                                claimed.messageId().toString()))
                        .mapEmpty());
    }
}
