package network.reuse.gateway.projection;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.ZoneOffset;
import network.reuse.defaults.time.BusinessClock;
import org.jboss.logging.Logger;

/**
 * The watermark of the public numbers: lets the past become final while nothing happens. Raises the instant after which
 * the next change will be stamped, so that figures as of an instant can be given once it is passed, and stay the same for
 * ever.
 */
@ApplicationScoped
public class Watermark {
    private static final Logger LOG = Logger.getLogger(Watermark.class);
    private static final long EVERY_MILLIS = 500;

    private final Pool pool;
    private final Vertx vertx;
    private final BusinessClock clock;
    private volatile boolean failing;
    private volatile long timer;

    public Watermark(@ReactiveDataSource("worker") Pool pool, Vertx vertx, BusinessClock clock) {
        this.pool = pool;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        timer = vertx.setPeriodic(EVERY_MILLIS, _ -> raise());
    }

    void stop(@Observes ShutdownEvent stopping) {
        boolean _ = vertx.cancelTimer(timer);
    }

    private void raise() {
        if (!clock.isTrusted()) {
            return;
        }
        pool.preparedQuery("update public_seq set at = $1 where at < $1::timestamptz - interval '400 milliseconds'")
                .execute(Tuple.of(clock.now().atOffset(ZoneOffset.UTC)))
                .onComplete(done -> {
                    if (done.failed() && !failing) {
                        LOG.warnf(
                                "the watermark cannot be raised now: %s",
                                done.cause().toString());
                    }
                    failing = done.failed();
                });
    }
}
