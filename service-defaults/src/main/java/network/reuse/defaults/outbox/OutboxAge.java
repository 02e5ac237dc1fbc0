package network.reuse.defaults.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.time.Age;

/**
 * How long the oldest event has been waiting for Kafka. Every process looks at the table each second, so the age is right
 * where the relay is blocked, leads elsewhere or leads nowhere.
 */
@ApplicationScoped
public class OutboxAge {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final String OLDEST =
            "select extract(epoch from clock_timestamp() - waiting_since)::float8 from outbox"
                    + " order by journal_id limit 1";
    private static final String QUARANTINED =
            "select count(*), extract(epoch from clock_timestamp() - min(quarantined_at))::float8"
                    + " from quarantined_stream where released_at is null";

    private final Pool pool;
    private final PeriodicJobs jobs;
    private final Age oldest = new Age();
    private final Age quarantined = new Age();
    private volatile long quarantinedStreams;

    public OutboxAge(@ReactiveDataSource("worker") Pool pool, PeriodicJobs jobs) {
        this.pool = pool;
        this.jobs = jobs;
    }

    void start(@Observes StartupEvent started, MeterRegistry metrics) {
        metrics.gauge("reuse.outbox.oldest.age.seconds", oldest, Age::seconds);
        metrics.gauge("reuse.outbox.quarantined.streams", this, me -> me.quarantinedStreams);
        metrics.gauge("reuse.outbox.quarantined.oldest.age.seconds", quarantined, Age::seconds);
        jobs.every(EVERY, "looking at the outbox", this::look);
    }

    private Future<?> look() {
        return pool.query(OLDEST)
                .execute()
                .compose(rows -> {
                    if (rows.size() == 0) {
                        oldest.none();
                    } else {
                        oldest.seen(rows.iterator().next().getDouble(0));
                    }
                    return pool.query(QUARANTINED).execute();
                })
                .onSuccess(rows -> {
                    Row row = rows.iterator().next();
                    quarantinedStreams = row.getLong(0);
                    if (quarantinedStreams == 0) {
                        quarantined.none();
                    } else {
                        quarantined.seen(row.getDouble(1));
                    }
                });
    }
}
