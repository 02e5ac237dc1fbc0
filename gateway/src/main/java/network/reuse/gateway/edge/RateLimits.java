package network.reuse.gateway.edge;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import network.reuse.defaults.periodic.PeriodicJobs;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Lets each client of the realm call so often, and each address that shows no token: a token bucket each, in this process alone. What is
 * left is said in every answer as draft-ietf-httpapi-ratelimit-headers has it: {@code RateLimit-Policy} and {@code RateLimit}.
 */
@ApplicationScoped
public class RateLimits {
    private static final Duration SWEEPS_EVERY = Duration.ofMinutes(1);
    private static final String CLIENT = "client";
    private static final String ADDRESS = "address";

    private final ClientAddresses addresses;
    private final PeriodicJobs jobs;
    private final RateLimit ofClients;
    private final RateLimit ofAddresses;
    private final Map<String, RateLimit> own;
    private final Counter refusedClients;
    private final Counter refusedAddresses;
    private final Map<String, Counted> buckets = new ConcurrentHashMap<>();

    /** Whoever calls, by the limit that holds for it. */
    private record Counted(RateLimit limit, Bucket bucket) {
        static Counted full(RateLimit limit) {
            return new Counted(
                    limit,
                    Bucket.builder()
                            .addLimit(allowed -> allowed.capacity(limit.atOnce())
                                    .refillGreedy(limit.perSecond(), Duration.ofSeconds(1)))
                            .build());
        }

        /** Whether it is as one who has not called for long. */
        boolean isFull() {
            return bucket.getAvailableTokens() >= limit.atOnce();
        }
    }

    /** What became of a call. */
    record Verdict(boolean admitted, long retrySeconds) {}

    public RateLimits(
            ClientAddresses addresses,
            PeriodicJobs jobs,
            MeterRegistry metrics,
            @ConfigProperty(name = "reuse.edge.rate.client") String client,
            @ConfigProperty(name = "reuse.edge.rate.address") String address,
            @ConfigProperty(name = "reuse.edge.rate.clients") Optional<List<String>> own) {
        this.addresses = addresses;
        this.jobs = jobs;
        this.ofClients = RateLimit.of("reuse.edge.rate.client", client);
        this.ofAddresses = RateLimit.of("reuse.edge.rate.address", address);
        this.own = own.orElse(List.of()).stream()
                .map(String::strip)
                .collect(Collectors.toUnmodifiableMap(RateLimits::name, RateLimits::limit));
        this.refusedClients = metrics.counter("reuse.edge.rate.refused", "by", CLIENT);
        this.refusedAddresses = metrics.counter("reuse.edge.rate.refused", "by", ADDRESS);
    }

    private static String name(String own) {
        return own.substring(0, Math.max(0, own.indexOf('=')));
    }

    private static RateLimit limit(String own) {
        return RateLimit.of("reuse.edge.rate.clients", own.substring(own.indexOf('=') + 1));
    }

    void start(@Observes StartupEvent started) {
        jobs.everyFromTheStart(() -> SWEEPS_EVERY, "forgetting who has not called for long", () -> {
            buckets.values().removeIf(Counted::isFull);
            return Future.succeededFuture();
        });
    }

    /** Counts a call, of a client whose token was checked or of whoever is at the address, and says in the answer what is left. */
    Verdict count(RoutingContext call, @Nullable SecurityIdentity identity) {
        String client = client(identity);
        Counted counted = client == null
                ? counted(ADDRESS + ' ' + addresses.of(call.request()), ofAddresses)
                : counted(CLIENT + ' ' + client, own.getOrDefault(client, ofClients));
        ConsumptionProbe probe = counted.bucket().tryConsumeAndReturnRemaining(1);
        RateLimit limit = counted.limit();
        long left = probe.getRemainingTokens();
        String name = client == null ? ADDRESS : CLIENT;
        HttpServerResponse response = call.response();
        // Set last, so that an answer that is passed on has them once.
        var _ = call.addHeadersEndHandler(_ -> response.putHeader(
                        "RateLimit-Policy",
                        '"' + name + "\";q=" + limit.atOnce() + ";w="
                                + limit.window().toSeconds())
                .putHeader("RateLimit", '"' + name + "\";r=" + left + ";t=" + limit.secondsFor(limit.atOnce() - left)));
        if (probe.isConsumed()) {
            return new Verdict(true, 0);
        }
        (client == null ? refusedAddresses : refusedClients).increment();
        return new Verdict(
                false, 1 + Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds());
    }

    private Counted counted(String who, RateLimit limit) {
        return buckets.computeIfAbsent(who, _ -> Counted.full(limit));
    }

    private static @Nullable String client(@Nullable SecurityIdentity identity) {
        if (identity == null || identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            return null;
        }
        Object client = token.getClaim("azp");
        return client == null ? token.getSubject() : client.toString();
    }
}
