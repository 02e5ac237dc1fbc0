package network.reuse.mediation.application;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.mediation.domain.WorkshopAttributes;
import network.reuse.mediation.persistence.BookingMails;
import network.reuse.mediation.persistence.BookingMails.Occasion;
import network.reuse.mediation.persistence.Bookings;
import network.reuse.mediation.persistence.Reminders;
import network.reuse.mediation.persistence.Workshops;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reminds whoever has a seat of the workshop, so long before it begins; once for each time that it was to begin at. Who books later than that
 * knows, and is not reminded.
 */
@ApplicationScoped
public class RemindParticipants {
    private static final Logger LOG = Logger.getLogger(RemindParticipants.class);

    private final Reminders reminders;
    private final Bookings bookings;
    private final BookingMails mails;
    private final Pool pool;
    private final PeriodicJobs jobs;
    private final BusinessClock clock;
    private final Duration before;
    private final Duration looksEvery;

    public RemindParticipants(
            Reminders reminders,
            Bookings bookings,
            BookingMails mails,
            @ReactiveDataSource("worker") Pool pool,
            PeriodicJobs jobs,
            BusinessClock clock,
            @ConfigProperty(name = "reuse.mediation.reminder-before") Duration before,
            @ConfigProperty(name = "reuse.mediation.reminder-looks-every") Duration looksEvery) {
        this.reminders = reminders;
        this.bookings = bookings;
        this.mails = mails;
        this.pool = pool;
        this.jobs = jobs;
        this.clock = clock;
        this.before = before;
        this.looksEvery = looksEvery;
    }

    void start(@Observes StartupEvent started) {
        jobs.every(looksEvery, "reminding participants", this::look);
    }

    /** Reminds of all workshops that are soon. */
    public Future<Void> look() {
        if (!clock.isTrusted()) {
            return Future.succeededFuture();
        }
        return reminders.forget(pool, clock.now()).compose(_ -> remindOfNext(new HashSet<>()));
    }

    /** A workshop that cannot be told of is left for the next look, and keeps nobody from being reminded of another. */
    private Future<Void> remindOfNext(Set<UUID> passedOver) {
        Instant now = clock.now();
        AtomicReference<@Nullable UUID> claimed = new AtomicReference<>();
        return pool.withTransaction(transaction -> reminders
                        .claim(transaction, now, now.plus(before), passedOver)
                        .compose(workshop -> {
                            claimed.set(workshop);
                            return workshop == null
                                    ? Future.succeededFuture(false)
                                    : remind(transaction, workshop, now).map(true);
                        }))
                .recover(failure -> {
                    UUID workshop = claimed.get();
                    if (workshop == null) {
                        return Future.failedFuture(failure);
                    }
                    LOG.errorf(failure, "nobody could be reminded of workshop %s", workshop);
                    return Future.succeededFuture(passedOver.add(workshop));
                })
                .compose(further -> further ? remindOfNext(passedOver) : Future.succeededFuture());
    }

    private Future<?> remind(SqlConnection transaction, UUID id, Instant now) {
        return Workshops.TABLE.require(transaction, id).compose(workshop -> {
            WorkshopAttributes attributes = workshop.state().attributes();
            return bookings.booked(transaction, id)
                    .compose(booked -> mails.tell(transaction, booked, Occasion.REMINDED, attributes, now));
        });
    }
}
