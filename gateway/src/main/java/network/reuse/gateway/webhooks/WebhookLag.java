package network.reuse.gateway.webhooks;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.ZoneOffset;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.time.Age;
import network.reuse.defaults.time.BusinessClock;

/** How far webhooks are behind the feed, all of them together: no metric names an organisation. */
@ApplicationScoped
public class WebhookLag {
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final String STANDING = "select (select count(*) from webhook where status = 'ENABLED') as enabled,"
            + " (select count(*) from webhook where status = 'DISABLED' and disabled_reason <> 'ASKED') as given_up,"
            + " count(*) as waiting, extract(epoch from $1::timestamptz - min(e.appended_at))::float8 as age from (select d.webhook, min(d.seq) as seq"
            + " from webhook_delivery d join webhook w on w.id = d.webhook where w.status = 'ENABLED' group by d.webhook) o"
            + " join feed_event e on e.seq = o.seq";

    private final Pool pool;
    private final PeriodicJobs jobs;
    private final BusinessClock clock;
    private final Age oldest = new Age();
    private volatile long enabled;
    private volatile long givenUp;
    private volatile long waiting;

    public WebhookLag(@ReactiveDataSource("worker") Pool pool, PeriodicJobs jobs, BusinessClock clock) {
        this.pool = pool;
        this.jobs = jobs;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started, MeterRegistry metrics) {
        metrics.gauge("reuse.webhooks.enabled", this, me -> me.enabled);
        metrics.gauge("reuse.webhooks.given.up", this, me -> me.givenUp);
        metrics.gauge("reuse.webhooks.behind", this, me -> me.waiting);
        metrics.gauge("reuse.webhooks.oldest.age.seconds", oldest, Age::seconds);
        jobs.every(EVERY, "looking at what waits for webhooks", this::look);
    }

    private Future<?> look() {
        return pool.preparedQuery(STANDING)
                .execute(Tuple.of(clock.shown().atOffset(ZoneOffset.UTC)))
                .onSuccess(rows -> {
                    Row row = rows.iterator().next();
                    enabled = row.getLong("enabled");
                    givenUp = row.getLong("given_up");
                    waiting = row.getLong("waiting");
                    Double age = row.getDouble("age");
                    if (age == null) {
                        oldest.none();
                    } else {
                        oldest.seen(Math.max(0, age));
                    }
                });
    }
}
