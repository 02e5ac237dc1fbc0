package network.reuse.gateway.live;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import network.reuse.defaults.schema.Schema;
import network.reuse.gateway.projection.Count;
import network.reuse.gateway.projection.CounterCell;
import network.reuse.gateway.projection.CountersChanged;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the counters in the table, whichever replica wrote them: looks at once when this process has committed a
 * batch, often while somebody watches, and each second otherwise; never more often than every tick.
 */
@ApplicationScoped
public class CounterPoller {
    private static final Logger LOG = Logger.getLogger(CounterPoller.class);
    private static final long IDLE_MILLIS = 1_000;
    private static final String QUERY = "select p.last, p.at, p.lag_millis, c.region, c.department, c.stage, c.kind,"
            + " c.now, c.ever, c.seq, c.committed_at"
            + " from public_seq p left join counter c on p.last > $1 and c.seq > $1";

    /** What is known beside the counters: until when the past is final, and how long the last batch was on its way. */
    record ProjectionStatus(Instant watermark, long lagMillis) {}

    private final Pool pool;
    private final Vertx vertx;
    private final Schema schema;
    private final long tickMillis;
    private final long pollMillis;
    private final CounterCache cache = new CounterCache();
    private final Map<String, RegionState> states = new ConcurrentHashMap<>();
    private final List<Consumer<List<CounterCache.Move>>> listeners = new CopyOnWriteArrayList<>();
    private volatile IntSupplier watchers = () -> 0;
    private volatile @Nullable ProjectionStatus status;
    private volatile @Nullable Context context;
    private volatile long timer;

    // What follows is touched on the context alone.
    private long cursor = -1;
    private boolean querying;
    private boolean requested;
    private boolean timed;
    private boolean failing;
    private long lastQuery = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS);
    private List<Promise<Void>> waiting = new ArrayList<>();

    public CounterPoller(
            Pool pool,
            Vertx vertx,
            Schema schema,
            @ConfigProperty(name = "reuse.progress.tick-millis", defaultValue = "10") long tickMillis,
            @ConfigProperty(name = "reuse.progress.poll-millis", defaultValue = "40") long pollMillis) {
        this.pool = pool;
        this.vertx = vertx;
        this.schema = schema;
        this.tickMillis = tickMillis;
        this.pollMillis = pollMillis;
    }

    void start(@Observes StartupEvent started) {
        Context own = vertx.getOrCreateContext();
        context = own;
        schema.whenCurrent(() -> own.runOnContext(_ -> poll()));
    }

    void stop(@Observes ShutdownEvent stopping) {
        context = null;
        boolean _ = vertx.cancelTimer(timer);
    }

    /** Looks for what other replicas commit, unless there has just been a look, and again when the next one is due. */
    private void poll() {
        if (context == null) {
            return;
        }
        long due = watchers.getAsInt() > 0 ? pollMillis : IDLE_MILLIS;
        long rest = due - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastQuery);
        if (rest <= 0) {
            request();
            rest = due;
        }
        timer = vertx.setTimer(Math.min(rest, pollMillis), _ -> poll());
    }

    /** Is told how regions moved, in order, on the poller's own thread. */
    void listen(Consumer<List<CounterCache.Move>> listener) {
        listeners.add(listener);
    }

    /** Tells how many are watching. */
    void watchedBy(IntSupplier count) {
        watchers = count;
    }

    /** Asks for the counters as soon as the tick allows. */
    void onCountersChanged(@Observes CountersChanged committed) {
        Context own = context;
        if (own != null) {
            own.runOnContext(_ -> request());
        }
    }

    /** Done once everything that is committed by now is known here. */
    Future<Void> refresh() {
        Context own = context;
        if (own == null) {
            return Future.failedFuture("not started");
        }
        Promise<Void> promise = Promise.promise();
        own.runOnContext(_ -> {
            waiting.add(promise);
            request();
        });
        return promise.future();
    }

    RegionState state(String region) {
        return states.getOrDefault(region, RegionState.empty(region));
    }

    List<RegionState> states() {
        return List.copyOf(states.values());
    }

    @Nullable ProjectionStatus status() {
        return status;
    }

    private void request() {
        if (querying) {
            requested = true;
            return;
        }
        long rest = tickMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastQuery);
        if (rest <= 0) {
            query();
        } else if (!timed) {
            timed = true;
            var _ = vertx.setTimer(rest, _ -> {
                timed = false;
                request();
            });
        }
    }

    private void query() {
        querying = true;
        requested = false;
        lastQuery = System.nanoTime();
        List<Promise<Void>> answered = waiting;
        waiting = new ArrayList<>();
        pool.preparedQuery(QUERY).execute(Tuple.of(cursor)).map(this::take).onComplete(taken -> {
            querying = false;
            boolean failed = taken.failed();
            if (failed) {
                if (!failing) {
                    LOG.warnf(
                            "the counters cannot be read now: %s", taken.cause().toString());
                }
                answered.forEach(promise -> promise.fail(taken.cause()));
            } else {
                answered.forEach(Promise::complete);
            }
            failing = failed;
            if (requested || !waiting.isEmpty()) {
                request();
            }
        });
    }

    private RowSet<Row> take(RowSet<Row> rows) {
        List<CounterCache.Reading> readings = new ArrayList<>(rows.size());
        for (Row row : rows) {
            cursor = row.getLong(0);
            status = new ProjectionStatus(row.getOffsetDateTime(1).toInstant(), row.getLong(2));
            if (row.getString(3) != null) {
                readings.add(new CounterCache.Reading(
                        CounterCell.of(row.getString(3), row.getString(4), row.getString(5), row.getString(6)),
                        new Count(row.getLong(7), row.getLong(8)),
                        row.getLong(9),
                        row.getOffsetDateTime(10).toInstant()));
            }
        }
        List<CounterCache.Move> moves = cache.take(readings);
        for (CounterCache.Move move : moves) {
            states.put(move.to().region(), move.to());
        }
        if (!moves.isEmpty()) {
            listeners.forEach(listener -> listener.accept(moves));
        }
        return rows;
    }
}
