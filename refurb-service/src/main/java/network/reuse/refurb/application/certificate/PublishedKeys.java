package network.reuse.refurb.application.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ServiceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.refurb.persistence.Certificates;
import network.reuse.refurb.persistence.Certificates.PublishedKey;
import org.jspecify.annotations.Nullable;

/**
 * The public keys by which certificates are checked, for whoever checks them. A process publishes the key by which it signs before
 * it signs anything; the former one stays published, and is not to sign any more a day later. Whoever signs looks at the key as it is
 * published then: a process that was forgotten signs nothing once its key's end has passed, and nothing is dated before the key began.
 */
@ApplicationScoped
public class PublishedKeys {
    private static final long RETRY_AFTER_SECONDS = 2;
    private static final Duration OVERLAP = Duration.ofDays(1);
    private static final Duration REPEAT = Duration.ofHours(1);

    private final SigningKey key;
    private final Certificates certificates;
    private final Pool pool;
    private final Pool worker;
    private final BusinessClock clock;
    private volatile @Nullable Instant publishedAt;

    public PublishedKeys(
            SigningKey key,
            Certificates certificates,
            Pool pool,
            @ReactiveDataSource("worker") Pool worker,
            BusinessClock clock) {
        this.key = key;
        this.certificates = certificates;
        this.pool = pool;
        this.worker = worker;
        this.clock = clock;
    }

    /** A set of keys as RFC 7517 writes it. */
    public record KeySet(List<Jwk> keys) {}

    /**
     * A public key as RFC 8037 writes it.
     *
     * @param kid its thumbprint (RFC 7638)
     * @param validFrom since when it has been signing
     * @param validUntil until when it may have signed; absent of the one that signs
     */
    public record Jwk(
            String kty,
            String crv,
            String kid,
            String x,
            String use,
            String alg,
            Instant validFrom,
            @Nullable Instant validUntil) {
        static Jwk of(PublishedKey key) {
            return new Jwk("OKP", "Ed25519", key.kid(), key.x(), "sig", "EdDSA", key.from(), key.until());
        }
    }

    public Uni<KeySet> all() {
        return Uni.createFrom()
                .completionStage(() -> certificates.keys(pool).toCompletionStage())
                .map(keys -> new KeySet(keys.stream().map(Jwk::of).toList()));
    }

    /** The keys as they are published at one time. */
    record Known(Map<String, PublishedKey> byId) {
        /** Whether one of them has signed these bytes as an entry of a chain, and was to sign when they say that they were signed. */
        boolean haveSigned(String jws, Instant at) {
            JsonNode header = Jws.header(jws);
            PublishedKey key = byId.get(header.path("kid").asText());
            return key != null
                    && key.isToSignAt(at)
                    && SignEntries.TYPE.equals(header.path("typ").asText())
                    && Jws.isSigned(jws, Map.of(key.kid(), key.x()));
        }
    }

    /** What checks signatures. */
    Future<Known> known() {
        return certificates
                .keys(pool)
                .map(keys ->
                        new Known(keys.stream().collect(Collectors.toMap(PublishedKey::kid, Function.identity()))));
    }

    /** Publishes this process's key, at once and then each hour: one that began later with the former key must not end this one. */
    Future<?> publish() {
        Instant now = clock.now();
        Instant before = publishedAt;
        if (before != null && now.isBefore(before.plus(REPEAT))) {
            return Future.succeededFuture();
        }
        return certificates
                .publish(worker, key.kid(), key.x(), now, now.plus(OVERLAP))
                .onSuccess(_ -> publishedAt = now);
    }

    /**
     * The key by which this process signs, and a time at which it is to sign.
     *
     * @param at now; when the key began where this process's clock is behind that
     */
    record Signing(SigningKey key, Instant at) {}

    /** How to sign now; puts callers off before this process's key is published, and after its end. */
    Future<Signing> signing(SqlClient client) {
        return certificates.keys(client).map(keys -> {
            Instant now = clock.now();
            for (PublishedKey published : keys) {
                if (published.kid().equals(key.kid())) {
                    Instant at = now.isBefore(published.from()) ? published.from() : now;
                    if (!published.isToSignAt(at)) {
                        throw new ServiceUnavailableException(
                                "the key " + key.kid() + " was to sign until " + published.until()
                                        + ": give this process the secret that signs now, or another one",
                                RETRY_AFTER_SECONDS);
                    }
                    return new Signing(key, at);
                }
            }
            throw new ServiceUnavailableException(RETRY_AFTER_SECONDS);
        });
    }
}
