package network.reuse.defaults.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import network.reuse.contracts.EventCodec;
import network.reuse.defaults.operator.DeskRefusal;
import network.reuse.defaults.outbox.SharedProducer;
import network.reuse.defaults.time.Age;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Makes a service's idempotent consumers, lets what they hold drain, and watches what they cannot mend themselves. */
@ApplicationScoped
public class Consumers {
    private static final Logger LOG = Logger.getLogger(Consumers.class);

    private final Pool pool;
    private final Vertx vertx;
    private final SharedProducer kafka;
    private final MeterRegistry metrics;
    private final String service;
    private final boolean guarding;
    private final Map<String, IdempotentConsumer<?>> consumers = new ConcurrentHashMap<>();
    private volatile long heldCount;
    private volatile long deadLetters;
    private final Age oldestHeld = new Age();
    private volatile long looks;

    public Consumers(
            @ReactiveDataSource("worker") Pool pool,
            Vertx vertx,
            SharedProducer kafka,
            MeterRegistry metrics,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "reuse.consumer.guard", defaultValue = "true") boolean guarding,
            @ConfigProperty(name = "reuse.development", defaultValue = "false") boolean development) {
        if (!guarding && !development) {
            throw new IllegalStateException("reuse.consumer.guard=false lets events take effect twice: it is for"
                    + " development, set reuse.development=true or remove it");
        }
        this.pool = pool;
        this.vertx = vertx;
        this.kafka = kafka;
        this.metrics = metrics;
        this.service = service;
        this.guarding = guarding;
    }

    /** A consumer of one publisher's events; its name is what its checkpoints are kept under, for ever. */
    public <E> IdempotentConsumer<E> consumer(String name, EventCodec<E> codec, Effect<E> effect) {
        return consumer(name, codec, Set.of(), effect);
    }

    /**
     * A consumer of one publisher's events on streams of these types; others are passed over without a checkpoint, so one that
     * is to hear of a further type takes a new name and begins at the beginning.
     *
     * @param streamTypes such as {@code device}; none for all
     */
    public <E> IdempotentConsumer<E> consumer(
            String name, EventCodec<E> codec, Set<String> streamTypes, Effect<E> effect) {
        DeadLetters deadLetters =
                new DeadLetters(vertx, kafka::send, new DeadLetterTable(name, pool), service + ".dead-letters");
        IdempotentConsumer<E> consumer =
                new IdempotentConsumer<>(name, codec, streamTypes, effect, pool, deadLetters, guarding);
        consumers.put(name, consumer);
        return consumer;
    }

    void start(@Observes StartupEvent started) {
        if (!guarding) {
            LOG.error("the guard of idempotent consumers is switched off: events may take effect twice. This is for tests only.");
        }
        metrics.gauge("reuse.held.events", this, me -> me.heldCount);
        metrics.gauge("reuse.dead.letters", this, me -> me.deadLetters);
        metrics.gauge("reuse.held.oldest.seconds", oldestHeld, Age::seconds);
        looks = vertx.setPeriodic(1_000, _ -> look());
    }

    void stop(@Observes ShutdownEvent stopping) {
        boolean _ = vertx.cancelTimer(looks);
    }

    /** What is held, oldest first, and then what was decided about; at most 1,000. */
    public Future<List<HeldEvent>> held() {
        return HeldEvent.list(pool);
    }

    /** Tries a held event now; what is missing before it will not come. The operator's name is kept. */
    public Future<?> replay(long id, String operator) {
        return Held.consumerOf(pool, id).compose(name -> consumer(name).replay(id, operator));
    }

    /** Decides that a held event takes no effect; the operator's name and the reason are kept. */
    public Future<?> reject(long id, String operator, String reason) {
        return Held.consumerOf(pool, id).compose(name -> consumer(name).reject(id, operator, reason));
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

    private void look() {
        pool.query("select count(*), coalesce(extract(epoch from now() - min(held_at)), 0)::float8,"
                        + " (select count(*) from dead_letter where acknowledged_at is null) from held_event"
                        + " where reason not in ('REJECTED', 'REPLAYED')")
                .execute()
                .onSuccess(rows -> {
                    var row = rows.iterator().next();
                    heldCount = row.getLong(0);
                    deadLetters = row.getLong(2);
                    if (heldCount == 0) {
                        oldestHeld.none();
                    } else {
                        oldestHeld.seen(row.getDouble(1));
                        if (oldestHeld.seconds() > 60) {
                            LOG.warnf("%d events are held, the oldest for %.0f s", heldCount, oldestHeld.seconds());
                        }
                        consumers.values().forEach(IdempotentConsumer::drainAwaiting);
                    }
                })
                .onFailure(failure -> LOG.debug("the held events cannot be counted now", failure));
    }
}
