package network.reuse.gateway.webhooks;

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
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Forgets what became of deliveries, after a time or when there are too many; and what waits although the feed does not have it any more. */
@ApplicationScoped
public class WebhookRetention {
    private final Pool pool;
    private final PeriodicJobs jobs;
    private final BusinessClock clock;
    private final Duration keep;
    private final int most;
    private final Duration every;

    public WebhookRetention(
            @ReactiveDataSource("worker") Pool pool,
            PeriodicJobs jobs,
            BusinessClock clock,
            @ConfigProperty(name = "reuse.webhooks.keep-deliveries") Duration keep,
            @ConfigProperty(name = "reuse.webhooks.most-deliveries") int most,
            @ConfigProperty(name = "reuse.webhooks.forgets-every") Duration every) {
        this.pool = pool;
        this.jobs = jobs;
        this.clock = clock;
        this.keep = keep;
        this.most = most;
        this.every = every;
    }

    void start(@Observes StartupEvent started) {
        jobs.every(every, "forgetting deliveries to webhooks", this::forget);
    }

    /** Forgets what is old enough, or beyond what is kept of one webhook. */
    public Future<?> forget() {
        if (!clock.isTrusted()) {
            return Future.succeededFuture();
        }
        return pool.preparedQuery("delete from webhook_attempt where at < $1")
                .execute(Tuple.of(clock.now().minus(keep).atOffset(ZoneOffset.UTC)))
                .compose(_ -> pool.preparedQuery("delete from webhook_attempt a using (select w.id,"
                                + " (select x.id from webhook_attempt x where x.webhook = w.id order by x.id desc offset $1 limit 1)"
                                + " as last from webhook w) o where a.webhook = o.id and a.id <= o.last")
                        .execute(Tuple.of(most)))
                .compose(_ -> pool.query("delete from webhook_delivery d using webhook w, feed_sequence s"
                                + " where w.id = d.webhook and w.status = 'ENABLED' and d.seq <= s.removed")
                        .execute());
    }
}
