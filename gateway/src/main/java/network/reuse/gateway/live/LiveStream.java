package network.reuse.gateway.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.problem.Problems;
import network.reuse.defaults.request.KnownParameters;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.gateway.edge.ClientAddresses;
import network.reuse.gateway.targets.Regions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/progress/stream}: each frame of a region is made once and written to all who watch. Applied in order,
 * the frames give at each id the state after that public number; a frame may skip numbers, never break that promise.
 */
@ApplicationScoped
public class LiveStream {
    static final String PATH = "/v1/progress/stream";

    private static final KnownParameters KNOWN = KnownParameters.of("region", "lastEventId");
    private static final long LONGEST_BEHIND = Duration.ofSeconds(30).toNanos();
    /** How long a reader is to wait before it comes back: so long at least, at most so long, and so long from a process that ends. */
    private static final long LEAST_RETRY_MILLIS = 1_000;

    private static final long RETRY_MILLIS = 3_000;
    private static final long SPREAD_MILLIS = 5_000;

    private final CounterPoller poller;
    private final Vertx vertx;
    private final PeriodicJobs jobs;
    private final Problems problems;
    private final BusinessClock clock;
    private final ClientAddresses addresses;
    private final Frames frames;
    private final Duration heartbeat;
    private final Duration lifetime;
    private final int maxSubscribers;
    private final int maxOfOneAddress;
    private final Duration shutdownDelay;
    private volatile boolean closing;
    private final AtomicInteger subscribers = new AtomicInteger();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final Map<Context, Group> groups = new ConcurrentHashMap<>();

    /** Those who watch on one event loop; touched there alone. */
    private static final class Group {
        private final Map<String, List<Subscriber>> byRegion = new HashMap<>();

        void add(Subscriber subscriber) {
            byRegion.computeIfAbsent(subscriber.region(), _ -> new ArrayList<>())
                    .add(subscriber);
        }

        boolean remove(Subscriber subscriber) {
            return byRegion.getOrDefault(subscriber.region(), new ArrayList<>()).remove(subscriber);
        }

        List<Subscriber> of(String region) {
            return byRegion.getOrDefault(region, List.of());
        }

        List<Subscriber> all() {
            return byRegion.values().stream().flatMap(List::stream).toList();
        }
    }

    public LiveStream(
            CounterPoller poller,
            Vertx vertx,
            PeriodicJobs jobs,
            Problems problems,
            BusinessClock clock,
            ClientAddresses addresses,
            ObjectMapper json,
            MeterRegistry metrics,
            @ConfigProperty(name = "reuse.progress.stream.heartbeat", defaultValue = "PT15S") Duration heartbeat,
            @ConfigProperty(name = "reuse.progress.stream.lifetime", defaultValue = "PT30M") Duration lifetime,
            @ConfigProperty(name = "reuse.progress.stream.max-subscribers", defaultValue = "2000") int maxSubscribers,
            @ConfigProperty(name = "reuse.progress.stream.max-of-one-address") int maxOfOneAddress,
            @ConfigProperty(name = "quarkus.shutdown.delay") Duration shutdownDelay) {
        this.poller = poller;
        this.vertx = vertx;
        this.jobs = jobs;
        this.problems = problems;
        this.clock = clock;
        this.addresses = addresses;
        this.frames = new Frames(json);
        this.heartbeat = heartbeat;
        this.lifetime = lifetime;
        this.maxSubscribers = maxSubscribers;
        this.maxOfOneAddress = maxOfOneAddress;
        this.shutdownDelay = shutdownDelay;
        metrics.gauge("reuse.progress.subscribers", subscribers);
    }

    void route(@Observes Router router) {
        router.get(PATH).handler(this::subscribe);
        router.route(PATH).handler(call -> problems.answerOffered(Set.of("GET"), call.request()));
        poller.watchedBy(subscribers::get);
        poller.listen(this::tell);
        jobs.everyFromTheStart(() -> heartbeat, "sending heartbeats", this::heartbeat);
        jobs.everyFromTheStart(() -> Duration.ofSeconds(1), "closing what is over", this::closeWhatIsOver);
    }

    /**
     * Begins with the shutdown: no new stream, and those that are there end one after another, in the middle of the time for which
     * this process still answers, so that all who watch neither come back here nor arrive elsewhere at once. The shutdown goes on
     * when all requests have ended, which these would never do by themselves.
     */
    void stop(@Observes ShutdownDelayInitiatedEvent stopping) {
        closing = true;
        groups.forEach((context, group) ->
                context.runOnContext(_ -> group.all().forEach(subscriber -> endInTurn(group, subscriber))));
    }

    private void endInTurn(Group group, Subscriber subscriber) {
        long quarter = shutdownDelay.toMillis() / 4;
        long wait = 1 + quarter + ThreadLocalRandom.current().nextLong(2 * quarter + 1);
        long _ = vertx.setTimer(wait, _ -> {
            if (group.remove(subscriber)) {
                subscriber.endAndClose(retryWithin(SPREAD_MILLIS));
            }
        });
    }

    private void tell(List<CounterCache.Move> moves) {
        List<LiveFrame> made =
                moves.stream().map(move -> new LiveFrame(frames, move)).toList();
        groups.forEach((context, group) -> context.runOnContext(_ -> {
            for (LiveFrame frame : made) {
                group.of(frame.to().region()).forEach(subscriber -> subscriber.offer(frame));
            }
        }));
    }

    private Future<?> heartbeat() {
        CounterPoller.ProjectionStatus known = poller.status();
        if (known != null) {
            Buffer beat = frames.heartbeat(new Frames.Heartbeat(clock.shown(), known.watermark(), known.lagMillis()));
            groups.forEach((context, group) ->
                    context.runOnContext(_ -> group.all().forEach(subscriber -> subscriber.heartbeat(beat))));
        }
        return Future.succeededFuture();
    }

    private Future<?> closeWhatIsOver() {
        groups.forEach((context, group) -> context.runOnContext(_ -> {
            long now = System.nanoTime();
            for (Subscriber subscriber : group.all()) {
                if (subscriber.isOver(now, LONGEST_BEHIND)) {
                    end(group, subscriber);
                }
            }
        }));
        return Future.succeededFuture();
    }

    /** Ends a stream, unless it has ended already, and says when to come back. */
    private void end(Group group, Subscriber subscriber) {
        if (group.remove(subscriber)) {
            subscriber.end(retryWithin(RETRY_MILLIS));
        }
    }

    /** Each is given a pause of its own, so that those whose streams end together do not come back together. */
    private Buffer retryWithin(long mostMillis) {
        return frames.retry(ThreadLocalRandom.current().nextLong(LEAST_RETRY_MILLIS, mostMillis + 1));
    }

    private void refuseAsAway(RoutingContext call) {
        call.response().putHeader("Retry-After", "2");
        problems.answer(503, call.request());
    }

    private void subscribe(RoutingContext call) {
        String region;
        try {
            KNOWN.check(call);
            region = Regions.checked(call.request().getParam("region"));
        } catch (Refusal refusal) {
            problems.answer(refusal, call.request());
            return;
        }
        if (closing) {
            refuseAsAway(call);
            return;
        }
        String address = addresses.of(call.request());
        if (!takeSeat(address)) {
            call.response().putHeader("Retry-After", "30");
            problems.answer(429, call.request());
            return;
        }
        AtomicInteger seat = new AtomicInteger(1);
        Runnable leaveSeat = () -> {
            if (seat.getAndSet(0) == 1) {
                giveSeatBack(address);
            }
        };
        var _ = call.addEndHandler(_ -> leaveSeat.run());
        Context context = VertxContext.getRootContext(vertx.getOrCreateContext());
        poller.refresh()
                .onSuccess(_ -> context.runOnContext(_ -> begin(call, region, context, leaveSeat)))
                .onFailure(_ -> context.runOnContext(_ -> {
                    leaveSeat.run();
                    if (!call.response().ended()) {
                        refuseAsAway(call);
                    }
                }));
    }

    private boolean takeSeat(String address) {
        int all = subscribers.incrementAndGet();
        int ofAddress = byAddress.merge(address, 1, Integer::sum);
        if (all > maxSubscribers || ofAddress > maxOfOneAddress) {
            giveSeatBack(address);
            return false;
        }
        return true;
    }

    private void giveSeatBack(String address) {
        subscribers.decrementAndGet();
        byAddress.computeIfPresent(address, (_, seats) -> seats == 1 ? null : seats - 1);
    }

    private void begin(RoutingContext call, String region, Context context, Runnable leaveSeat) {
        HttpServerResponse response = call.response();
        if (response.closed() || response.ended()) {
            leaveSeat.run();
            return;
        }
        // The group is known before the state is read: whatever moves later reaches this subscriber as a frame.
        Group group = groups.computeIfAbsent(context, _ -> new Group());
        RegionState state = poller.state(region);
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("X-Accel-Buffering", "no");
        Buffer first = retryWithin(RETRY_MILLIS);
        String last = lastSeen(call);
        if (last == null) {
            first.appendBuffer(frames.snapshot(state));
        } else {
            resume(first, last, state);
        }
        var _ = response.write(first);
        long life = lifetime.toNanos();
        Subscriber subscriber = new Subscriber(
                call.request(),
                region,
                state.seq(),
                System.nanoTime() + life - ThreadLocalRandom.current().nextLong(life / 5 + 1));
        group.add(subscriber);
        if (closing) {
            endInTurn(group, subscriber);
        }
        response.drainHandler(_ -> context.runOnContext(_ -> subscriber.drained(() -> poller.state(region), frames)));
        var _ = call.addEndHandler(_ -> context.runOnContext(_ -> {
            var _ = group.remove(subscriber);
        }));
    }

    private void resume(Buffer first, String last, RegionState state) {
        long seen;
        try {
            seen = Long.parseLong(last);
        } catch (NumberFormatException unknown) {
            seen = Long.MAX_VALUE;
        }
        if (seen < 0 || seen > state.seq()) {
            first.appendBuffer(frames.resync()).appendBuffer(frames.snapshot(state));
        } else if (seen < state.seq()) {
            first.appendBuffer(frames.changeSince(seen, state));
        }
    }

    private static @Nullable String lastSeen(RoutingContext call) {
        String header = call.request().getHeader("Last-Event-ID");
        if (header != null && !header.isBlank()) {
            return header.strip();
        }
        String query = call.request().getParam("lastEventId");
        return query == null || query.isBlank() ? null : query.strip();
    }
}
