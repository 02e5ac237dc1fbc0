package network.reuse.defaults.request;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.problem.Problems;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Watches over the bodies that are on their way. One that comes slower than the least rate, after a first patience, is
 * answered 408, unless it is this process that has not got round to reading it. What is answered before its body has come is told to close: for a moment what still comes is thrown away,
 * so that the answer is read, then the connection is closed.
 */
@ApplicationScoped
public class Uploads {
    private static final long LINGER_MILLIS = 50;
    private static final int LINGERS = 20;

    private final Vertx vertx;
    private final PeriodicJobs jobs;
    private final Problems problems;
    private final Duration patience;
    private final long leastRate;
    private final Set<Upload> open = ConcurrentHashMap.newKeySet();

    /** A body that is on its way since this nano time; the second look is its context's alone. */
    private record Upload(HttpServerRequest request, Context context, long since, SecondLook secondLook) {}

    public Uploads(
            Vertx vertx,
            PeriodicJobs jobs,
            Problems problems,
            @ConfigProperty(name = "reuse.request.body-patience") Duration patience,
            @ConfigProperty(name = "reuse.request.body-least-rate") long leastRate) {
        this.vertx = vertx;
        this.jobs = jobs;
        this.problems = problems;
        this.patience = patience;
        this.leastRate = leastRate;
    }

    void start(@Observes StartupEvent started) {
        jobs.everyFromTheStart(() -> Duration.ofSeconds(1), "looking for slow bodies", this::look);
    }

    void watch(RoutingContext call) {
        HttpServerRequest request = call.request();
        Upload upload = new Upload(request, vertx.getOrCreateContext(), System.nanoTime(), new SecondLook());
        open.add(upload);
        AtomicBoolean closing = new AtomicBoolean();
        var _ = call.addHeadersEndHandler(_ -> {
            if (!request.isEnded()) {
                closing.set(true);
                request.response().putHeader(HttpHeaders.CONNECTION, "close");
            }
        });
        var _ = call.addEndHandler(_ -> {
            open.remove(upload);
            if (closing.get()) {
                linger(request, LINGERS);
            }
        });
    }

    private void linger(HttpServerRequest request, int times) {
        vertx.setTimer(LINGER_MILLIS, _ -> {
            if (request.isEnded() || times == 1) {
                request.connection().close();
            } else {
                linger(request, times - 1);
            }
        });
    }

    private Future<?> look() {
        open.removeIf(upload -> upload.request().isEnded());
        open.stream().filter(this::isSlow).forEach(upload -> {
            long asked = System.nanoTime();
            upload.context().runOnContext(_ -> giveUpUnlessItComes(upload, asked));
        });
        return Future.succeededFuture();
    }

    private boolean isSlow(Upload upload) {
        return System.nanoTime() - upload.since()
                > patience.toNanos() + allowed(upload.request().bytesRead());
    }

    private void giveUpUnlessItComes(Upload upload, long asked) {
        if (!upload.request().isEnded()
                && isSlow(upload)
                && upload.secondLook().isDue(asked, System.nanoTime())
                && open.remove(upload)) {
            giveUp(upload.request());
        }
    }

    /** The nanoseconds in which so many bytes may come. */
    private long allowed(long bytes) {
        return Duration.ofSeconds(1).toNanos() / leastRate * bytes;
    }

    private void giveUp(HttpServerRequest request) {
        if (request.response().headWritten()) {
            request.connection().close();
        } else {
            problems.answer(408, request);
        }
    }
}
