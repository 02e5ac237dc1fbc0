package network.reuse.defaults.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import network.reuse.contracts.Subscription;
import network.reuse.contracts.Topics;
import network.reuse.defaults.operator.DeskRefusal;
import network.reuse.defaults.outbox.SharedProducer;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.time.Age;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes a service's idempotent consumers, lets what they hold drain, and watches what they cannot mend themselves. */
@ApplicationScoped
public class Consumers {
    private static final Logger LOG = Logger.getLogger(Consumers.class);
    private static final int ALARM_SECONDS = 60;

    private final Pool pool;
    private final Vertx vertx;
    private final PeriodicJobs jobs;
    private final SharedProducer kafka;
    private final MeterRegistry metrics;
    private final String service;
    private final boolean guarding;
    private final Map<String, IdempotentConsumer<?>> consumers = new ConcurrentHashMap<>();
    private volatile long waiting;
    private volatile long quarantined;
    private volatile long deadLetters;
    private final Age oldestWaiting = new Age();
    private final Age oldestQuarantined = new Age();

    public Consumers(
            @ReactiveDataSource("worker") Pool pool,
            Vertx vertx,
            PeriodicJobs jobs,
            SharedProducer kafka,
            MeterRegistry metrics,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "reuse.consumer.guard", defaultValue = "true") boolean guarding,
            @ConfigProperty(name = "reuse.development") boolean development) {
        if (!guarding && !development) {
            throw new IllegalStateException("reuse.consumer.guard=false lets events take effect twice: it is for"
                    + " development, set reuse.development=true or remove it");
        }
        this.pool = pool;
        this.vertx = vertx;
        this.jobs = jobs;
        this.kafka = kafka;
        this.metrics = metrics;
        this.service = service;
        this.guarding = guarding;
    }

    /** The consumer of what this service subscribes to; streams of other types are passed over without a checkpoint. */
    public <E> IdempotentConsumer<E> consumer(Subscription<E> subscription, Effect<E> effect) {
        if (!subscription.service().equals(service)) {
            throw new IllegalArgumentException(
                    service + " cannot take what " + subscription.service() + " subscribes to");
        }
        String name = subscription.consumer();
        DeadLetters deadLetters =
                new DeadLetters(vertx, kafka::send, new DeadLetterTable(name, pool), Topics.deadLettersOf(service));
        IdempotentConsumer<E> consumer = new IdempotentConsumer<>(subscription, effect, pool, deadLetters, guarding);
        consumers.put(name, consumer);
        return consumer;
    }

    void start(@Observes StartupEvent started) {
        if (!guarding) {
            LOG.error(
                    "the guard of idempotent consumers is switched off: events may take effect twice. This is for tests only.");
        }
        metrics.gauge("reuse.waiting.events", this, me -> me.waiting);
        metrics.gauge("reuse.waiting.oldest.seconds", oldestWaiting, Age::seconds);
        metrics.gauge("reuse.quarantined.events", this, me -> me.quarantined);
        metrics.gauge("reuse.quarantined.oldest.seconds", oldestQuarantined, Age::seconds);
        metrics.gauge("reuse.dead.letters", this, me -> me.deadLetters);
        jobs.every(Duration.ofSeconds(1), "counting the pending events", this::look);
    }

    /** What is quarantined, what waits, and what was decided about, each oldest first; at most 1,000. */
    public Future<List<QuarantineEntry>> pending() {
        return QuarantineEntry.list(pool);
    }

    /** Tries a pending event now; what is missing before it will not come. The operator's name is kept. */
    public Future<?> replay(long id, String operator) {
        return PendingEvent.consumerOf(pool, id).compose(name -> consumer(name).replay(id, operator));
    }

    /** Decides that a pending event takes no effect; the operator's name and the reason are kept. */
    public Future<?> reject(long id, String operator, String reason) {
        return PendingEvent.consumerOf(pool, id).compose(name -> consumer(name).reject(id, operator, reason));
    }

    /** The records that could not be read, those first that nobody has acknowledged; at most 1,000. */
    Future<List<DeadLetterTable.DeadLetter>> deadLetters() {
        return DeadLetterTable.list(pool);
    }

    /** Acknowledges what could not be read at a place such as {@code collection.events-3@17}; name and reason are kept. */
    Future<?> acknowledge(String origin, String operator, String reason) {
        return DeadLetterTable.acknowledge(pool, origin, operator, reason);
    }

    private IdempotentConsumer<?> consumer(String name) {
        IdempotentConsumer<?> consumer = consumers.get(name);
        if (consumer == null) {
            throw new DeskRefusal("this process has no consumer " + name);
        }
        return consumer;
    }

    private Future<?> look() {
        return pool.query("select count(*) filter (where state = 'QUARANTINED'),"
                        + " extract(epoch from now() - min(arrived_at) filter (where state = 'QUARANTINED'))::float8,"
                        + " count(*) filter (where state = 'WAITING'),"
                        + " extract(epoch from now() - min(arrived_at) filter (where state = 'WAITING'))::float8,"
                        + " (select count(*) from dead_letter where acknowledged_at is null)"
                        + " from pending_event where state <> 'DECIDED'")
                .execute()
                .onSuccess(rows -> {
                    var row = rows.iterator().next();
                    quarantined = row.getLong(0);
                    see(oldestQuarantined, row.getDouble(1));
                    waiting = row.getLong(2);
                    see(oldestWaiting, row.getDouble(3));
                    deadLetters = row.getLong(4);
                    if (oldestQuarantined.seconds() > ALARM_SECONDS) {
                        LOG.warnf(
                                "%d events are quarantined, the oldest for %.0f s",
                                quarantined, oldestQuarantined.seconds());
                    }
                    if (oldestWaiting.seconds() > ALARM_SECONDS) {
                        LOG.warnf("%d events wait, the oldest for %.0f s", waiting, oldestWaiting.seconds());
                    }
                    if (waiting + quarantined > 0) {
                        consumers.values().forEach(IdempotentConsumer::drainAwaiting);
                    }
                });
    }

    private static void see(Age age, @Nullable Double seconds) {
        if (seconds == null) {
            age.none();
        } else {
            age.seen(seconds);
        }
    }
}
