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
import java.util.UUID;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.mediation.domain.WorkshopAttributes;
import network.reuse.mediation.persistence.BookingMails;
import network.reuse.mediation.persistence.BookingMails.Occasion;
import network.reuse.mediation.persistence.Bookings;
import network.reuse.mediation.persistence.Reminders;
import network.reuse.mediation.persistence.Workshops;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reminds whoever has a seat of the workshop, so long before it begins; once for each time that it was to begin at. Who books later than that
 * knows, and is not reminded.
 */
@ApplicationScoped
public class RemindParticipants {
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
        return clock.isTrusted() ? remindOfNext() : Future.succeededFuture();
    }

    private Future<Void> remindOfNext() {
        Instant now = clock.now();
        return pool.withTransaction(transaction -> reminders
                        .claim(transaction, now, now.plus(before))
                        .compose(workshop -> workshop == null
                                ? Future.succeededFuture(false)
                                : remind(transaction, workshop, now).map(true)))
                .compose(reminded -> reminded ? remindOfNext() : Future.succeededFuture());
    }

    private Future<?> remind(SqlConnection transaction, UUID id, Instant now) {
        return Workshops.TABLE.require(transaction, id).compose(workshop -> {
            WorkshopAttributes attributes = workshop.state().attributes();
            return bookings.booked(transaction, id)
                    .compose(booked -> mails.tell(transaction, booked, Occasion.REMINDED, attributes, now));
        });
    }
}
