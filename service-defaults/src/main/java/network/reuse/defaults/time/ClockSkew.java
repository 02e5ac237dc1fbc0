package network.reuse.defaults.time;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import network.reuse.defaults.periodic.PeriodicJobs;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Clock skew: how far this process's real clock is from the database's, which all processes share. Compared every five
 * seconds, and extended between two comparisons by the monotonic clock, so that a clock that jumps is noticed at its next use.
 */
@ApplicationScoped
public class ClockSkew {
    private static final Logger LOG = Logger.getLogger(ClockSkew.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration FIRST = Duration.ofMillis(100);

    /**
     * An answer that was longer on its way says too little about the moment it was given at. That goes for the first one too: of a
     * process that is slow to start, it would be half of its seconds off, and refuse a clock that is right.
     */
    private static final long LONGEST_TRIP_NANOS = 1_000_000_000L;

    private final Pool pool;
    private final PeriodicJobs jobs;
    private final InstantSource process;
    private final Duration largest;
    private final Age unseen = new Age();
    private final AtomicReference<@Nullable Comparison> last = new AtomicReference<>();
    private final AtomicBoolean comparing = new AtomicBoolean();
    private final AtomicBoolean told = new AtomicBoolean();

    /** What the database's clock showed at a moment of the monotonic clock. */
    private record Comparison(Instant database, long nanos) {
        /** How far the process's clock is ahead of what the database's shows at that moment; negative when behind. */
        Duration skew(Instant process, long now) {
            return Duration.between(database.plusNanos(now - nanos), process);
        }
    }

    public ClockSkew(
            @ReactiveDataSource("worker") Pool pool,
            PeriodicJobs jobs,
            InstantSource process,
            @ConfigProperty(name = "reuse.clock.largest-skew", defaultValue = "PT2S") Duration largest) {
        this.pool = pool;
        this.jobs = jobs;
        this.process = process;
        this.largest = largest;
    }

    void start(@Observes StartupEvent started, MeterRegistry metrics) {
        metrics.gauge("reuse.clock.skew.seconds", this, ClockSkew::seconds);
        metrics.gauge("reuse.database.unseen.seconds", unseen, Age::seconds);
        unseen.seen(0);
        var _ = compare();
        jobs.everyFromTheStart(() -> isKnown() ? EVERY : FIRST, "comparing the clocks", this::compare);
    }

    /** Whether the clocks were compared at all since this process started. */
    public boolean isKnown() {
        return last.get() != null;
    }

    /** Whether this process's clock may stamp what is kept, and fire timers. */
    public boolean isTolerable() {
        Comparison comparison = last.get();
        if (comparison == null) {
            return false;
        }
        boolean tolerable = skew(comparison).abs().compareTo(largest) <= 0;
        if (told.compareAndSet(tolerable, !tolerable)) {
            tell(tolerable);
        }
        return tolerable;
    }

    /** Fails unless this process's clock may stamp what is kept. */
    void require() {
        if (!isTolerable()) {
            // A machine that was suspended wakes with a clock that is right again and a monotonic one that is behind.
            var _ = compare();
            throw new SkewedClock(
                    isKnown()
                            ? String.format(
                                    Locale.ROOT,
                                    "this process's clock is %.1f s from the database's; %.1f s is the most",
                                    seconds(),
                                    largest.toMillis() / 1_000.0)
                            : "this process's clock has not been compared with the database's yet");
        }
    }

    /** Seconds by which this process's clock is ahead of the database's; negative when behind, NaN before it is known. */
    public double seconds() {
        Comparison comparison = last.get();
        return comparison == null ? Double.NaN : skew(comparison).toNanos() / 1e9;
    }

    private Duration skew(Comparison comparison) {
        return comparison.skew(process.instant(), System.nanoTime());
    }

    private void tell(boolean tolerable) {
        if (tolerable) {
            LOG.infof("this process's clock agrees with the database's again, to %.1f s", seconds());
        } else {
            LOG.errorf(
                    "this process's clock is %.1f s from the database's: it stamps nothing and fires no timers until they"
                            + " agree within %s",
                    seconds(), largest);
        }
    }

    private Future<?> compare() {
        if (!comparing.compareAndSet(false, true)) {
            return Future.succeededFuture();
        }
        return pool.withConnection(this::compare).onComplete(_ -> comparing.set(false));
    }

    /** On a connection that is there, so that waiting for one, or opening it, is no part of the trip. */
    private Future<RowSet<Row>> compare(SqlConnection connection) {
        long sent = System.nanoTime();
        return connection.query("select clock_timestamp()").execute().onSuccess(rows -> {
            unseen.seen(0);
            long trip = System.nanoTime() - sent;
            if (trip <= LONGEST_TRIP_NANOS) {
                last.set(new Comparison(
                        rows.iterator().next().getOffsetDateTime(0).toInstant(), sent + trip / 2));
                boolean _ = isTolerable();
            }
        });
    }
}
