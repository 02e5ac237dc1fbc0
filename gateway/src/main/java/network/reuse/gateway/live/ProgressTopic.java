package network.reuse.gateway.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import network.reuse.contracts.Topics;
import network.reuse.defaults.outbox.SharedProducer;
import network.reuse.defaults.outbox.StateTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells {@code network.progress} each region's state, at most once a second and only when it changed. One replica at a
 * time does so: the one that holds an advisory lock on a connection of its own.
 */
@ApplicationScoped
public class ProgressTopic implements StateTopic {
    private static final Logger LOG = Logger.getLogger(ProgressTopic.class);
    private static final long LOCK = 0x50524F4752455353L;
    private static final long EVERY_MILLIS = 1_000;

    private final Pool pool;
    private final Vertx vertx;
    private final CounterPoller poller;
    private final SharedProducer kafka;
    private final ObjectMapper json;
    private final Map<String, Long> told = new ConcurrentHashMap<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean failing;
    private volatile long timer;
    private final AtomicReference<@Nullable SqlConnection> leading = new AtomicReference<>();

    public ProgressTopic(
            @ReactiveDataSource("worker") Pool pool,
            Vertx vertx,
            CounterPoller poller,
            SharedProducer kafka,
            ObjectMapper json) {
        this.pool = pool;
        this.vertx = vertx;
        this.poller = poller;
        this.kafka = kafka;
        this.json = json;
    }

    void start(@Observes StartupEvent started) {
        timer = vertx.setPeriodic(EVERY_MILLIS, _ -> {
            if (busy.compareAndSet(false, true)) {
                lead().compose(leads -> leads ? tell() : Future.succeededFuture())
                        .onComplete(done -> {
                            if (done.failed() && !failing) {
                                LOG.warnf(
                                        "progress cannot be published now: %s",
                                        done.cause().toString());
                            }
                            failing = done.failed();
                            busy.set(false);
                        });
            }
        });
    }

    void stop(@Observes ShutdownEvent stopping) {
        boolean _ = vertx.cancelTimer(timer);
    }

    /** Whether this replica leads; asks the connection that holds the lock, so that a lost one is noticed. */
    private Future<Boolean> lead() {
        SqlConnection held = leading.get();
        if (held != null) {
            return held.query("select 1").execute().map(true).onFailure(_ -> giveUp(held));
        }
        return pool.getConnection()
                .compose(connection -> connection
                        .query("select pg_try_advisory_lock(" + LOCK + ")")
                        .execute()
                        .compose(rows -> {
                            if (!rows.iterator().next().getBoolean(0)) {
                                return connection.close().map(false);
                            }
                            leading.set(connection);
                            connection.closeHandler(_ -> giveUp(connection));
                            told.clear();
                            return poller.fresh().map(true).onFailure(_ -> giveUp(connection));
                        }));
    }

    private void giveUp(SqlConnection connection) {
        if (leading.compareAndSet(connection, null)) {
            // The pool keeps connections, and a connection keeps its locks.
            connection
                    .query("select pg_advisory_unlock_all()")
                    .execute()
                    .eventually(() -> connection.close())
                    .onFailure(gone -> LOG.debug("the leader's connection is gone", gone));
        }
    }

    private Future<?> tell() {
        Future<?> all = Future.succeededFuture();
        for (RegionState state : poller.states()) {
            if (state.seq() > told.getOrDefault(state.region(), -1L)) {
                all = all.compose(_ -> send(state));
            }
        }
        return all;
    }

    @Override
    public String topic() {
        return Topics.NETWORK_PROGRESS;
    }

    /**
     * Whichever replica is asked tells them, the leader or not: a state that has moved on meanwhile is told once more, so that the
     * last one that is told is the newest.
     */
    @Override
    public Future<Long> tellAll() {
        return tellWhatMoved(new HashMap<>());
    }

    private Future<Long> tellWhatMoved(Map<String, Long> toldNow) {
        return poller.fresh().compose(_ -> {
            List<RegionState> moved = poller.states().stream()
                    .filter(state -> state.seq() > toldNow.getOrDefault(state.region(), -1L))
                    .toList();
            Future<?> all = Future.succeededFuture();
            for (RegionState state : moved) {
                all = all.compose(_ -> send(state));
                toldNow.put(state.region(), state.seq());
            }
            return moved.isEmpty()
                    ? Future.succeededFuture((long) toldNow.size())
                    : all.compose(_ -> tellWhatMoved(toldNow));
        });
    }

    private Future<?> send(RegionState state) {
        Promise<Void> sent = Promise.promise();
        return vertx.executeBlocking(() -> {
                    ProducerRecord<String, byte[]> message =
                            new ProducerRecord<>(Topics.NETWORK_PROGRESS, state.region(), value(state));
                    message.headers().add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
                    return kafka.send(message, (_, failure) -> {
                        if (failure == null) {
                            told.put(state.region(), state.seq());
                            sent.complete();
                        } else {
                            sent.fail(failure);
                        }
                    });
                })
                .compose(_ -> sent.future());
    }

    private byte[] value(RegionState state) {
        try {
            return json.writeValueAsBytes(Frames.Snapshot.of(state));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a region's state cannot be written", impossible);
        }
    }
}
