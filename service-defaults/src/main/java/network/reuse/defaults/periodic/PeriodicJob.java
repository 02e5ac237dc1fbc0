package network.reuse.defaults.periodic;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One periodic job. A run that takes longer than the interval lets the runs pass that fall due meanwhile, so that no two
 * overlap. A run that fails is followed by the next as if it had not; the log says when runs begin to fail and when they
 * succeed again.
 */
final class PeriodicJob {
    private static final Logger LOG = Logger.getLogger(PeriodicJob.class);

    private final Vertx vertx;
    private final Supplier<Duration> interval;
    private final String what;
    private final Supplier<? extends Future<?>> work;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile long timer;

    // What follows is touched by the run alone, of which there is one at a time.
    private boolean failing;
    private long failingSince;

    PeriodicJob(Vertx vertx, Supplier<Duration> interval, String what, Supplier<? extends Future<?>> work) {
        this.vertx = vertx;
        this.interval = interval;
        this.what = what;
        this.work = work;
    }

    void start() {
        if (!stopped) {
            timer = vertx.setTimer(Math.max(1, interval.get().toMillis()), _ -> {
                run();
                start();
            });
        }
    }

    void stop() {
        stopped = true;
        boolean _ = vertx.cancelTimer(timer);
    }

    private void run() {
        if (!stopped && running.compareAndSet(false, true)) {
            begin().onComplete(done -> {
                if (done.failed()) {
                    failed(done.cause());
                } else {
                    succeeded();
                }
                running.set(false);
            });
        }
    }

    private Future<?> begin() {
        try {
            return work.get();
        } catch (RuntimeException fault) {
            return Future.failedFuture(fault);
        }
    }

    private void failed(Throwable failure) {
        if (failing || stopped) {
            LOG.debugf(failure, "%s fails", what);
            return;
        }
        failing = true;
        failingSince = System.nanoTime();
        LOG.warnf("%s fails, and is tried again until it succeeds: %s", what, failure);
    }

    private void succeeded() {
        if (failing) {
            failing = false;
            LOG.infof(
                    "%s succeeds again, after %d s",
                    what, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - failingSince));
        }
    }
}
