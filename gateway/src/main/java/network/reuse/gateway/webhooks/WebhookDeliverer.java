package network.reuse.gateway.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import network.reuse.defaults.delivery.BackOff;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.gateway.webhooks.DeliveryTable.Claimed;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Delivers events to webhooks, in every process at once: of each stream one at a time, the lowest number first, until its receiver
 * takes it; the streams do not wait for each other. What a process that has ended had on its way is sent again, under the same id, once
 * its lease is over. Where nobody is there, one delivery at a time tries again, and the first that is taken wakes all others.
 */
@ApplicationScoped
public class WebhookDeliverer {
    private static final Logger LOG = Logger.getLogger(WebhookDeliverer.class);
    private static final int MOST_OF_ONE = 8;
    private static final int MOST = 64;

    /** Rests are longer by up to a tenth, so that what failed together does not come back together. */
    private static final double JITTER = 0.1;

    private final Pool pool;
    private final Vertx vertx;
    private final PeriodicJobs jobs;
    private final BusinessClock clock;
    private final WebhookClient client;
    private final WebhookSecrets secrets;
    private final ObjectMapper json;
    private final Duration every;
    private final Duration lease;
    private final Duration probe;
    private final BackOff rests;
    private final Map<DeliveryOutcome, Timer> timers = new EnumMap<>(DeliveryOutcome.class);
    private final AtomicInteger onTheirWay = new AtomicInteger();
    private volatile boolean closing;

    public WebhookDeliverer(
            @ReactiveDataSource("worker") Pool pool,
            Vertx vertx,
            PeriodicJobs jobs,
            BusinessClock clock,
            WebhookClient client,
            WebhookSecrets secrets,
            ObjectMapper json,
            MeterRegistry metrics,
            @ConfigProperty(name = "reuse.webhooks.looks-every") Duration every,
            @ConfigProperty(name = "reuse.webhooks.lease") Duration lease,
            @ConfigProperty(name = "reuse.webhooks.probe-every") Duration probe,
            @ConfigProperty(name = "reuse.webhooks.rests") List<Duration> rests) {
        this.pool = pool;
        this.vertx = vertx;
        this.jobs = jobs;
        this.clock = clock;
        this.client = client;
        this.secrets = secrets;
        this.json = json;
        this.every = every;
        this.lease = lease;
        this.probe = probe;
        this.rests = BackOff.of(rests.toArray(Duration[]::new));
        for (DeliveryOutcome outcome : DeliveryOutcome.values()) {
            timers.put(outcome, metrics.timer("reuse.webhooks.deliveries", "outcome", outcome.name()));
        }
    }

    void start(@Observes StartupEvent started) {
        jobs.every(every, "delivering to webhooks", this::look);
    }

    void stop(@Observes ShutdownDelayInitiatedEvent stopping) {
        closing = true;
    }

    void end(@Observes ShutdownEvent stopping) {
        closing = true;
    }

    /** Takes what is due, of each webhook. */
    public Future<?> look() {
        if (closing || !clock.isTrusted()) {
            return Future.succeededFuture();
        }
        return DeliveryTable.due(pool).compose(due -> {
            Collections.shuffle(due);
            Future<?> all = Future.succeededFuture();
            for (UUID webhook : due) {
                all = all.compose(_ -> take(webhook));
            }
            return all;
        });
    }

    /** Takes what is due at one, and sends it. */
    private Future<?> take(UUID webhook) {
        int room = Math.min(MOST_OF_ONE, MOST - onTheirWay.get());
        if (closing || room <= 0 || !clock.isTrusted()) {
            return Future.succeededFuture();
        }
        Instant now = clock.now();
        return pool.withTransaction(transaction -> DeliveryTable.take(transaction, webhook, room, lease, now))
                .onSuccess(taken -> taken.forEach(this::deliver));
    }

    private void deliver(Claimed it) {
        int _ = onTheirWay.incrementAndGet();
        String body = body(it);
        Future<Attempted> answered = Future.fromCompletionStage(
                client.post(it.webhook().settings().url(), headers(it, body), body)
                        .toCompletionStage(),
                vertx.getOrCreateContext());
        var _ = answered.compose(attempted -> settle(it, attempted)).onComplete(settled -> {
            int _ = onTheirWay.decrementAndGet();
            if (settled.failed()) {
                // It is sent again when the lease is over.
                LOG.warnf(
                        "what became of a delivery to a webhook is not kept: %s",
                        settled.cause().toString());
            } else if (settled.result()) {
                var _ = take(it.webhook().id())
                        .onFailure(failure -> LOG.debugf(failure, "the next delivery waits for the next look"));
            }
        });
    }

    private Map<String, String> headers(Claimed it, String body) {
        Map<String, String> headers = new HashMap<>(secrets.sign(
                it.webhook().id(),
                it.webhook().secrets(),
                clock.shown(),
                it.event().id(),
                it.second(),
                body));
        headers.put("Content-Type", "application/cloudevents+json; charset=UTF-8");
        headers.put("User-Agent", "reuse-network");
        return headers;
    }

    private String body(Claimed it) {
        try {
            return json.writeValueAsString(it.event());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an event is not JSON", impossible);
        }
    }

    /** Keeps what became of it; answers whether its receiver has taken it. */
    private Future<Boolean> settle(Claimed it, Attempted attempted) {
        Timer timer = timers.get(attempted.outcome());
        if (timer != null) {
            timer.record(attempted.millis(), TimeUnit.MILLISECONDS);
        }
        Instant now = clock.shown();
        if (attempted.isDelivered()) {
            return DeliveryTable.done(pool, it, attempted, now)
                    .compose(failures -> failures == 0
                            ? Future.succeededFuture()
                            : pool.withTransaction(transaction -> DeliveryTable.resume(
                                    transaction, it.webhook().id(), failures >= DeliveryTable.AWAY)))
                    .map(_ -> true);
        }
        Duration rest =
                rests.after(it.attempt()).map(WebhookDeliverer::jittered).orElse(null);
        if (attempted.isRefusedForGood()) {
            return disable(it, attempted, WebhookState.Reason.GONE, now);
        }
        if (it.kind() == DeliveryKind.PING) {
            return DeliveryTable.done(pool, it, attempted, now).map(_ -> false);
        }
        if (rest == null) {
            return disable(it, attempted, WebhookState.Reason.EXHAUSTED, now);
        }
        return pool.withTransaction(transaction -> DeliveryTable.failed(
                        transaction,
                        it,
                        attempted,
                        longer(rest, attempted.retryAfter()),
                        jittered(probe),
                        attempted.retryAfter(),
                        now))
                .map(_ -> false);
    }

    private Future<Boolean> disable(Claimed it, Attempted attempted, WebhookState.Reason reason, Instant now) {
        return pool.withTransaction(transaction -> DeliveryTable.disabled(transaction, it, attempted, reason, now))
                .map(_ -> false);
    }

    private static Duration longer(Duration rest, @Nullable Duration asked) {
        return asked != null && asked.compareTo(rest) > 0 ? asked : rest;
    }

    private static Duration jittered(Duration rest) {
        return rest.plusMillis(
                (long) (rest.toMillis() * JITTER * ThreadLocalRandom.current().nextDouble()));
    }
}
