package network.reuse.defaults.message;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.timer.Timers;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Has the messages of a service sent, in turn, by whichever of its processes claims them. */
@ApplicationScoped
public class MessageDeliveries {
    private static final Duration LOOKS_EVERY = Duration.ofMillis(500);

    private final Pool pool;
    private final Timers timers;
    private final Vertx vertx;
    private final PeriodicJobs jobs;
    private final BusinessClock clock;
    private final SmsProvider sms;
    private final Duration longestAnswer;
    private final Duration asksEvery;

    /**
     * @param longestAnswer {@code reuse.mail.longest-answer}
     * @param asksEvery how often the SMS provider is asked what became of a message in its first hour
     */
    public MessageDeliveries(
            @ReactiveDataSource("worker") Pool pool,
            Timers timers,
            Vertx vertx,
            PeriodicJobs jobs,
            BusinessClock clock,
            SmsProvider sms,
            @ConfigProperty(name = "reuse.mail.longest-answer", defaultValue = "PT2M") Duration longestAnswer,
            @ConfigProperty(name = "reuse.sms.asks-every", defaultValue = "PT1M") Duration asksEvery) {
        this.pool = pool;
        this.timers = timers;
        this.vertx = vertx;
        this.jobs = jobs;
        this.clock = clock;
        this.sms = sms;
        this.longestAnswer = longestAnswer;
        this.asksEvery = asksEvery;
    }

    /**
     * Sends the messages of a table from now on.
     *
     * @param what the job as the log names it
     * @param writing what sends a message, once, or why it goes to nobody; fails with a {@link Refusal} when it is not true any more
     */
    public <M extends ClaimedMessage> void begin(
            MessageTable<M> table, String what, Function<M, Future<Letter>> writing) {
        timers.on(table.retry(), (transaction, key) -> table.due(transaction, UUID.fromString(key), clock.now()));
        MessageDelivery<M> delivery = new MessageDelivery<>(table, writing, pool, timers, vertx, clock, longestAnswer);
        jobs.every(LOOKS_EVERY, what, delivery::look);
    }

    /** The same of messages that may go by SMS: what becomes of them is asked of the provider. */
    public <M extends ClaimedMessage> void beginWithSms(
            MessageTable<M> table, String what, Function<M, Future<Letter>> writing) {
        begin(table, what, writing);
        if (sms.isSet()) {
            jobs.every(
                    asksEvery.dividedBy(2),
                    what + ": asking the SMS provider",
                    () -> clock.isTrusted() ? askNext(table) : Future.succeededFuture());
        }
    }

    private Future<Void> askNext(MessageTable<?> table) {
        return table.ask(pool, clock.shown(), asksEvery.toMillis())
                .compose(asked -> asked == null
                        ? Future.succeededFuture()
                        : sms.report(asked.reference())
                                .compose(report -> keep(table, asked, report))
                                .compose(_ -> askNext(table)));
    }

    private Future<Void> keep(MessageTable<?> table, MessageTable.Asked asked, SmsProvider.SmsReport report) {
        return switch (report.told()) {
            case NOTHING_YET -> Future.succeededFuture();
            case DELIVERED ->
                table.told(pool, asked.id(), MessageState.DELIVERED, null, clock.shown())
                        .mapEmpty();
            case NOT_DELIVERED ->
                table.told(pool, asked.id(), MessageState.NOT_DELIVERED, report.fault(), clock.shown())
                        .mapEmpty();
        };
    }
}
