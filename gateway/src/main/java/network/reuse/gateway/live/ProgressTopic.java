package network.reuse.gateway.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import network.reuse.contracts.Topics;
import network.reuse.defaults.leader.LeaderLock;
import network.reuse.defaults.leader.LeaderLocks;
import network.reuse.defaults.outbox.SharedProducer;
import network.reuse.defaults.outbox.StateTopic;
import network.reuse.defaults.periodic.PeriodicJobs;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells {@code network.progress} each region's state, at most once a second and only when it changed. One replica at a
 * time does so: the one that holds the leader lock.
 */
@ApplicationScoped
public class ProgressTopic implements StateTopic {
    private static final Logger LOG = Logger.getLogger(ProgressTopic.class);
    private static final long LOCK = 0x50524F4752455353L;

    private final LeaderLocks locks;
    private final PeriodicJobs jobs;
    private final Vertx vertx;
    private final CounterPoller poller;
    private final SharedProducer kafka;
    private final ObjectMapper json;
    private final Map<String, Long> told = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable LeaderLock> lock = new AtomicReference<>();
    private volatile boolean leading;

    public ProgressTopic(
            LeaderLocks locks,
            PeriodicJobs jobs,
            Vertx vertx,
            CounterPoller poller,
            SharedProducer kafka,
            ObjectMapper json) {
        this.locks = locks;
        this.jobs = jobs;
        this.vertx = vertx;
        this.poller = poller;
        this.kafka = kafka;
        this.json = json;
    }

    void start(@Observes StartupEvent started) {
        // The session that holds the lock is asked whatever publishing waits for: a silent one would lose it.
        jobs.every(
                Duration.ofSeconds(1),
                "asking who publishes progress",
                () -> vertx.executeBlocking(this::askWhoLeads, false));
        jobs.every(Duration.ofSeconds(1), "publishing progress", () -> leading ? tell() : Future.succeededFuture());
    }

    void stop(@Observes ShutdownEvent stopping) {
        LeaderLock last = lock.getAndSet(null);
        if (last != null) {
            close(last);
        }
    }

    /** Finds out whether this replica leads; one that has just begun to lead tells every region's state. */
    private @Nullable Void askWhoLeads() throws SQLException {
        LeaderLock open = lock.get();
        if (open == null) {
            open = locks.open("progress", LOCK, "");
            lock.set(open);
        }
        try {
            boolean leads = open.leads();
            if (leads && !leading) {
                told.clear();
            }
            leading = leads;
            return null;
        } catch (SQLException ended) {
            leading = false;
            lock.set(null);
            close(open);
            throw ended;
        }
    }

    /** Whether this replica is the one that publishes. */
    public boolean isLeading() {
        return leading;
    }

    private static void close(LeaderLock open) {
        try {
            open.close();
        } catch (SQLException gone) {
            LOG.debug("the leader's session is gone", gone);
        }
    }

    private Future<?> tell() {
        return poller.refresh().compose(_ -> tellWhatIsNew());
    }

    private Future<?> tellWhatIsNew() {
        Future<?> all = Future.succeededFuture();
        for (RegionState state : poller.states()) {
            if (state.seq() > told.getOrDefault(state.region(), -1L)) {
                all = all.compose(_ -> send(state));
            }
        }
        return all;
    }

    @Override
    public boolean tells(String topic) {
        return topic.equals(Topics.NETWORK_PROGRESS);
    }

    /**
     * Whichever replica is asked tells them, the leader or not: a state that has moved on meanwhile is told once more, so that the
     * last one that is told is the newest.
     */
    @Override
    public Future<Long> tellAll(String topic) {
        return tellWhatMoved(new HashMap<>());
    }

    private Future<Long> tellWhatMoved(Map<String, Long> toldNow) {
        return poller.refresh().compose(_ -> {
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
