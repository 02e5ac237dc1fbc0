package network.reuse.allocation.application.person;

import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import network.reuse.allocation.persistence.Beneficiaries;
import network.reuse.allocation.persistence.InvitationMails;
import network.reuse.allocation.persistence.InvitationMails.Claimed;
import network.reuse.allocation.persistence.InvitationMails.State;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.delivery.BackOff;
import network.reuse.defaults.people.Contact;
import network.reuse.defaults.people.InvitationCodes;
import network.reuse.defaults.people.People;
import network.reuse.defaults.people.Purpose;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.timer.Timers;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages about invitations that are due. One that the mail server accepted is never sent again, not even when
 * nobody knows whether it was; one that it did not take is tried again later.
 */
@ApplicationScoped
public class SendInvitationMails {
    private static final String WHO = "allocation";
    private static final Duration LONGEST_SENDING = Duration.ofMinutes(10);
    private static final BackOff BACK_OFF = BackOff.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(24));

    private final InvitationMails mails;
    private final Beneficiaries beneficiaries;
    private final People people;
    private final InvitationCodes codes;
    private final ReactiveMailer mailer;
    private final Timers timers;
    private final Pool pool;
    private final Vertx vertx;
    private final PeriodicJobs jobs;
    private final BusinessClock clock;
    private final String publicUrl;
    private final Duration longestAnswer;
    private volatile long restsUntil = System.nanoTime();

    /**
     * @param longestAnswer how long a mail server may take for a message, longer than a connection may take to come about;
     *     one that says nothing for so long is left in peace for as long again
     */
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
        this.vertx = vertx;
        this.jobs = jobs;
        this.clock = clock;
        this.publicUrl = publicUrl;
        this.longestAnswer = longestAnswer;
    }

    void start(@Observes StartupEvent started) {
        timers.on(
                InvitationMails.RETRY, (transaction, key) -> mails.due(transaction, UUID.fromString(key), clock.now()));
        jobs.every(Duration.ofMillis(500), "sending invitations", this::look);
    }

    private Future<?> look() {
        if (System.nanoTime() - restsUntil < 0 || !clock.isTrusted()) {
            return Future.succeededFuture();
        }
        Instant now = clock.shown();
        return mails.giveUpSince(now.minus(LONGEST_SENDING), now)
                .compose(_ -> sendNext())
                // What a mail server says may quote the address: the kind of the failure is all that is told.
                .recover(failure -> Future.failedFuture(failure.getClass().getName()));
    }

    private Future<Void> sendNext() {
        return mails.claim(clock.now())
                .compose(claimed -> claimed == null
                        ? Future.succeededFuture()
                        : send(claimed).compose(_ -> sendNext()));
    }

    private Future<Void> send(Claimed claimed) {
        return pool.withTransaction(transaction -> contact(transaction, claimed))
                .transform(read -> read.succeeded()
                        ? deliver(claimed, read.result())
                        : read.cause() instanceof Refusal
                                ? settle(claimed, State.WITHDRAWN, null)
                                : postpone(claimed, read.cause()));
    }

    private Future<Contact> contact(SqlConnection transaction, Claimed claimed) {
        return beneficiaries
                .ofPack(transaction, claimed.packId())
                .compose(ref -> ref == null
                        ? Future.failedFuture(new IllegalStateException("an invitation is about a pack"))
                        : people.read(transaction, ref, WHO, Purpose.SEND_MESSAGE, clock.now()));
    }

    private Future<Void> deliver(Claimed claimed, Contact contact) {
        String address = contact.email();
        if (address == null || address.isBlank()) {
            return settle(claimed, State.NO_ADDRESS, null);
        }
        String link = publicUrl + "/invitations/" + codes.of(claimed.invitationId());
        Uni<Void> answered = mailer.send(InvitationLetters.of(claimed, address, link))
                .ifNoItem()
                .after(longestAnswer)
                .fail();
        return Future.fromCompletionStage(answered.subscribeAsCompletionStage(), vertx.getOrCreateContext())
                .transform(sent -> {
                    if (sent.succeeded()) {
                        return settle(claimed, State.SENT, null);
                    }
                    if (sent.cause() instanceof TimeoutException) {
                        // A server that fell silent may have taken it: nobody sends it again, and the others wait.
                        restsUntil = System.nanoTime() + longestAnswer.toNanos();
                        return settle(claimed, State.UNCLEAR, null).compose(_ -> Future.failedFuture(sent.cause()));
                    }
                    return postpone(claimed, sent.cause());
                });
    }

    private Future<Void> postpone(Claimed claimed, Throwable failure) {
        // What a mail server says may quote the address: the kind of the failure is all that is kept.
        String fault = failure.getClass().getSimpleName();
        return BACK_OFF.after(claimed.attempts())
                .map(rest -> retry(claimed, rest, fault))
                .orElseGet(() -> settle(claimed, State.UNDELIVERABLE, fault));
    }

    private Future<Void> retry(Claimed claimed, Duration rest, String fault) {
        Instant now = clock.shown();
        return pool.withTransaction(transaction -> mails.settle(
                        transaction, claimed.messageId(), State.WAITING, fault, now)
                .compose(_ -> timers.set(
                                transaction,
                                now.plus(rest),
                                InvitationMails.RETRY,
                                claimed.messageId().toString())
                        .mapEmpty()));
    }

    private Future<Void> settle(Claimed claimed, State state, @Nullable String fault) {
        return pool.withTransaction(
                transaction -> mails.settle(transaction, claimed.messageId(), state, fault, clock.shown())
                        .mapEmpty());
    }
}
