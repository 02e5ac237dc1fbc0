package network.reuse.gateway.feed;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.defaults.periodic.PeriodicJobs;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who wait for the feed that something new is there for their organisation, whichever replica kept it: one query a tick
 * for all who wait, and none while nobody does.
 */
@ApplicationScoped
public class FeedSignal {
    private static final Duration TICK = Duration.ofMillis(100);

    /** So many new events are not looked through one by one: everybody looks. */
    private static final long MANY = 2_000;

    private static final String LAST = "select last from feed_sequence";
    private static final String NEWS = "select distinct unnest(readers) from feed_event where seq > $1 and seq <= $2";

    private final Pool pool;
    private final Vertx vertx;
    private final PeriodicJobs jobs;
    private final Set<Waiting> waiting = new LinkedHashSet<>();
    private long seen;
    private boolean looking;
    private boolean requested;
    private boolean closing;

    /** One who waits for what is new for an organisation. */
    private record Waiting(UUID organisation, Promise<Void> promise) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    public FeedSignal(@ReactiveDataSource("worker") Pool pool, Vertx vertx, PeriodicJobs jobs) {
        this.pool = pool;
        this.vertx = vertx;
        this.jobs = jobs;
    }

    void start(@Observes StartupEvent started) {
        jobs.every(TICK, "looking for news of the feed", () -> {
            look();
            return Future.succeededFuture();
        });
    }

    void stop(@Observes ShutdownDelayInitiatedEvent stopping) {
        close();
    }

    void end(@Observes ShutdownEvent stopping) {
        close();
    }

    /** Nobody waits any more, and whoever asks is told so. */
    private void close() {
        List<Waiting> all;
        synchronized (this) {
            closing = true;
            all = List.copyOf(waiting);
            waiting.clear();
        }
        all.forEach(one -> one.promise().tryComplete());
    }

    /** Whether this process is about to end: whoever reads on does so from another one. */
    synchronized boolean isClosing() {
        return closing;
    }

    /** Done when there may be something new for an organisation behind this number, or so much time is over. */
    Future<Void> beyond(UUID organisation, long number, Duration patience) {
        Waiting one = new Waiting(organisation, Promise.promise());
        synchronized (this) {
            if (closing || number < seen) {
                return Future.succeededFuture();
            }
            boolean _ = waiting.add(one);
        }
        long timer = vertx.setTimer(Math.max(1, patience.toMillis()), _ -> {
            synchronized (this) {
                boolean _ = waiting.remove(one);
            }
            boolean _ = one.promise().tryComplete();
        });
        return one.promise().future().onComplete(_ -> vertx.cancelTimer(timer));
    }

    /** Looks for news, if anybody waits; whoever has kept some says so, and other replicas' are looked for each tick. */
    void look() {
        long from;
        synchronized (this) {
            if (waiting.isEmpty()) {
                return;
            }
            if (looking) {
                requested = true;
                return;
            }
            looking = true;
            from = seen;
        }
        pool.query(LAST)
                .execute()
                .compose(rows -> news(from, rows.iterator().next().getLong(0)))
                .onComplete(_ -> {
                    boolean once;
                    synchronized (this) {
                        looking = false;
                        once = requested;
                        requested = false;
                    }
                    if (once) {
                        look();
                    }
                });
    }

    private Future<?> news(long from, long last) {
        if (last <= from) {
            return Future.succeededFuture();
        }
        if (last - from > MANY) {
            wake(last, null);
            return Future.succeededFuture();
        }
        return pool.preparedQuery(NEWS).execute(Tuple.of(from, last)).onSuccess(rows -> wake(last, readers(rows)));
    }

    private static Set<UUID> readers(RowSet<Row> rows) {
        Set<UUID> readers = new HashSet<>();
        rows.forEach(row -> readers.add(row.getUUID(0)));
        return readers;
    }

    /** @param readers null for all */
    private void wake(long last, @Nullable Set<UUID> readers) {
        List<Waiting> woken;
        synchronized (this) {
            seen = Math.max(seen, last);
            woken = waiting.stream()
                    .filter(one -> readers == null || readers.contains(one.organisation()))
                    .toList();
            woken.forEach(waiting::remove);
        }
        woken.forEach(one -> one.promise().tryComplete());
    }
}
