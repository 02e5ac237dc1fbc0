package network.reuse.gateway.progress;

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
 * Lets the past become final while nothing happens: raises the instant after which the next change will be stamped, so
 * that figures as of an instant can be given once it is passed, and stay the same for ever.
 */
@ApplicationScoped
public class Sealer {
    private static final Logger LOG = Logger.getLogger(Sealer.class);
    private static final long EVERY_MILLIS = 500;

    private final Pool pool;
    private final Vertx vertx;
    private final BusinessClock clock;
    private volatile boolean failing;
    private volatile long timer;

    public Sealer(@ReactiveDataSource("worker") Pool pool, Vertx vertx, BusinessClock clock) {
        this.pool = pool;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        timer = vertx.setPeriodic(EVERY_MILLIS, _ -> seal());
    }

    void stop(@Observes ShutdownEvent stopping) {
        boolean _ = vertx.cancelTimer(timer);
    }

    private void seal() {
        if (!clock.isTrusted()) {
            return;
        }
        pool.preparedQuery("update public_seq set at = $1 where at < $1::timestamptz - interval '400 milliseconds'")
                .execute(Tuple.of(clock.now().atOffset(ZoneOffset.UTC)))
                .onComplete(done -> {
                    if (done.failed() && !failing) {
                        LOG.warnf(
                                "the past cannot be sealed now: %s",
                                done.cause().toString());
                    }
                    failing = done.failed();
                });
    }
}
