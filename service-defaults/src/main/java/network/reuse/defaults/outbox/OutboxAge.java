package network.reuse.defaults.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;
import network.reuse.defaults.time.Age;
import org.jboss.logging.Logger;

/**
 * How long the oldest event has been waiting for Kafka. Every process looks at the table each second, so the age is right
 * where the relay is blocked, leads elsewhere or leads nowhere.
 */
@ApplicationScoped
public class OutboxAge {
    private static final Logger LOG = Logger.getLogger(OutboxAge.class);
    private static final long EVERY_MILLIS = 1_000;
    private static final String OLDEST =
            "select extract(epoch from clock_timestamp() - waiting_since)::float8 from outbox"
                    + " order by journal_id limit 1";
    private static final String QUARANTINED =
            "select count(*), extract(epoch from clock_timestamp() - min(quarantined_at))::float8"
                    + " from quarantined_stream where released_at is null";

    private final Pool pool;
    private final Vertx vertx;
    private final Age oldest = new Age();
    private final Age quarantined = new Age();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long quarantinedStreams;
    private volatile long looks;

    public OutboxAge(@ReactiveDataSource("worker") Pool pool, Vertx vertx) {
        this.pool = pool;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started, MeterRegistry metrics) {
        metrics.gauge("reuse.outbox.oldest.age.seconds", oldest, Age::seconds);
        metrics.gauge("reuse.outbox.quarantined.streams", this, me -> me.quarantinedStreams);
        metrics.gauge("reuse.outbox.quarantined.oldest.age.seconds", quarantined, Age::seconds);
        looks = vertx.setPeriodic(EVERY_MILLIS, _ -> look());
    }

    void stop(@Observes ShutdownEvent stopping) {
        boolean _ = vertx.cancelTimer(looks);
    }

    private void look() {
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        pool.query(OLDEST)
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
                })
                .onFailure(failure -> LOG.debug("the outbox cannot be looked at now", failure))
                .onComplete(_ -> looking.set(false));
    }
}
