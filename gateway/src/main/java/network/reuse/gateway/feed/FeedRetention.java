package network.reuse.gateway.feed;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.time.BusinessClock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Removes events from the feed that were kept for long enough; they stay in the topics and in their publishers' journals. */
@ApplicationScoped
public class FeedRetention {
    private static final int AT_ONCE = 1_000;

    private final Pool pool;
    private final PeriodicJobs jobs;
    private final BusinessClock clock;
    private final FeedTable table;
    private final Duration keep;
    private final Duration every;

    public FeedRetention(
            @ReactiveDataSource("worker") Pool pool,
            PeriodicJobs jobs,
            BusinessClock clock,
            FeedTable table,
            @ConfigProperty(name = "reuse.feed.keep") Duration keep,
            @ConfigProperty(name = "reuse.feed.looks-every") Duration every) {
        this.pool = pool;
        this.jobs = jobs;
        this.clock = clock;
        this.table = table;
        this.keep = keep;
        this.every = every;
    }

    void start(@Observes StartupEvent started) {
        jobs.every(every, "removing old events from the feed", this::remove);
    }

    /** Removes what is old enough, a page a transaction, until there is no more. */
    public Future<?> remove() {
        return clock.isTrusted() ? removeBefore(clock.now().minus(keep)) : Future.succeededFuture();
    }

    private Future<?> removeBefore(Instant before) {
        return pool.withTransaction(transaction -> table.remove(transaction, before, AT_ONCE))
                .compose(removed -> removed < AT_ONCE ? Future.succeededFuture() : removeBefore(before));
    }
}
