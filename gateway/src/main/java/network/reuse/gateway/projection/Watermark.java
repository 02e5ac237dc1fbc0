package network.reuse.gateway.projection;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.ZoneOffset;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.time.BusinessClock;

/**
 * The watermark of the public numbers: lets the past become final while nothing happens. Raises the instant after which
 * the next change will be stamped, so that figures as of an instant can be given once it is passed, and stay the same for
 * ever.
 */
@ApplicationScoped
public class Watermark {
    private final Pool pool;
    private final PeriodicJobs jobs;
    private final BusinessClock clock;

    public Watermark(@ReactiveDataSource("worker") Pool pool, PeriodicJobs jobs, BusinessClock clock) {
        this.pool = pool;
        this.jobs = jobs;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        jobs.every(Duration.ofMillis(500), "raising the watermark", this::raise);
    }

    private Future<?> raise() {
        if (!clock.isTrusted()) {
            return Future.succeededFuture();
        }
        return pool.preparedQuery(
                        "update public_seq set at = $1 where at < $1::timestamptz - interval '400 milliseconds'")
                .execute(Tuple.of(clock.now().atOffset(ZoneOffset.UTC)));
    }
}
