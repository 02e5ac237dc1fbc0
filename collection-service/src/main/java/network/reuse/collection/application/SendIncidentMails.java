package network.reuse.collection.application;

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
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import network.reuse.collection.domain.DeviceAttributes;
import network.reuse.collection.persistence.Devices;
import network.reuse.collection.persistence.IncidentMailboxes;
import network.reuse.collection.persistence.IncidentMails;
import network.reuse.collection.persistence.IncidentMails.Claimed;
import network.reuse.collection.persistence.Lots;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.delivery.MailDelivery;
import network.reuse.defaults.delivery.MailDelivery.Outcome;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.timer.Timers;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Sends donors the mails about their devices that are due, as {@link MailDelivery} does. */
@ApplicationScoped
public class SendIncidentMails implements MailDelivery.Mails<Claimed> {
    private final IncidentMails mails;
    private final IncidentMailboxes mailboxes;
    private final ReactiveMailer mailer;
    private final Timers timers;
    private final Pool pool;
    private final PeriodicJobs jobs;
    private final BusinessClock clock;
    private final String publicUrl;
    private final Vertx vertx;
    private final Duration longestAnswer;

    public SendIncidentMails(
            IncidentMails mails,
            IncidentMailboxes mailboxes,
            ReactiveMailer mailer,
            Timers timers,
            @ReactiveDataSource("worker") Pool pool,
            Vertx vertx,
            PeriodicJobs jobs,
            BusinessClock clock,
            @ConfigProperty(name = "reuse.public.url") String publicUrl,
            @ConfigProperty(name = "reuse.mail.longest-answer", defaultValue = "PT2M") Duration longestAnswer) {
        this.mails = mails;
        this.mailboxes = mailboxes;
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
        timers.on(IncidentMails.RETRY, (transaction, key) -> mails.due(transaction, UUID.fromString(key), clock.now()));
        MailDelivery<Claimed> delivery = new MailDelivery<>(this, vertx, clock, longestAnswer);
        jobs.every(Duration.ofMillis(500), "telling donors of incidents", delivery::look);
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
        return pool.withTransaction(transaction -> mails.isTrue(transaction, claimed)
                .compose(still -> still
                        ? mailboxes.of(transaction, claimed.donor(), claimed.env())
                        : Future.failedFuture(Refusals.unknown()))
                .compose(mailbox -> mailbox.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : letter(transaction, claimed, mailbox.get().email()).map(Optional::of)));
    }

    private Future<Uni<Void>> letter(SqlConnection transaction, Claimed claimed, String address) {
        return Devices.TABLE
                .require(transaction, claimed.device())
                .compose(device -> Lots.TABLE
                        .require(transaction, device.state().attributes().lotId())
                        .map(lot -> {
                            DeviceAttributes attributes = device.state().attributes();
                            return mailer.send(IncidentLetters.of(
                                    claimed.incident(),
                                    attributes,
                                    lot.state().attributes().code(),
                                    address,
                                    publicUrl + "/v1/donors/incidents?since="
                                            + claimed.incident().occurredAt().truncatedTo(ChronoUnit.SECONDS)));
                        }));
    }

    @Override
    public Future<?> settle(Claimed claimed, Outcome outcome, @Nullable String fault, Instant now) {
        return pool.withTransaction(transaction ->
                mails.settle(transaction, claimed.id(), outcome, fault, now).mapEmpty());
    }

    @Override
    public Future<?> postpone(Claimed claimed, Instant until, String fault, Instant now) {
        return pool.withTransaction(transaction -> mails.postpone(transaction, claimed.id(), fault, now)
                .compose(_ -> timers.set(
                        transaction, until, IncidentMails.RETRY, claimed.id().toString()))
                .mapEmpty());
    }
}
