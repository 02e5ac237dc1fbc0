package network.reuse.defaults.periodic;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PeriodicJobTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void end() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void noRunBeginsWhileTheOneBeforeHasNotEnded() throws InterruptedException {
        AtomicInteger begun = new AtomicInteger();
        Semaphore asked = new Semaphore(0);
        Promise<Void> first = Promise.promise();
        PeriodicJob job = new PeriodicJob(
                VERTX,
                () -> {
                    asked.release();
                    return SHORT;
                },
                "waiting",
                () -> {
                    begun.incrementAndGet();
                    return first.future();
                });
        job.start();
        assertThat(asked.tryAcquire(20, 10, TimeUnit.SECONDS)).isTrue();
        assertThat(begun).hasValue(1);
        job.stop();
    }

    @Test
    void aRunThatFailsOrThrowsIsFollowedByTheNext() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(4);
        PeriodicJob job = new PeriodicJob(VERTX, () -> SHORT, "failing", () -> {
            runs.countDown();
            if (runs.getCount() == 3) {
                throw new IllegalStateException("thrown");
            }
            return runs.getCount() == 2 ? Future.failedFuture("failed") : Future.succeededFuture();
        });
        job.start();
        assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
        job.stop();
    }

    @Test
    void theIntervalIsAskedForBeforeEachRun() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch runs = new CountDownLatch(2);
        PeriodicJob job = new PeriodicJob(
                VERTX, () -> asked.getAndIncrement() < 2 ? SHORT : Duration.ofDays(1), "becoming rare", () -> {
                    runs.countDown();
                    return Future.succeededFuture();
                });
        job.start();
        assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
        job.stop();
    }

    @Test
    void aJobThatIsStoppedBeginsNoFurtherRun() throws InterruptedException {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch once = new CountDownLatch(1);
        PeriodicJob job = new PeriodicJob(VERTX, () -> SHORT, "ending", () -> {
            begun.incrementAndGet();
            once.countDown();
            return Future.succeededFuture();
        });
        job.start();
        assertThat(once.await(10, TimeUnit.SECONDS)).isTrue();
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch later = new CountDownLatch(1);
        VERTX.runOnContext(_ -> {
            job.stop();
            stopped.countDown();
            VERTX.setTimer(50, _ -> later.countDown());
        });
        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
        int atStop = begun.get();
        assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(begun.get()).isBetween(atStop, atStop + 1);
    }
}
