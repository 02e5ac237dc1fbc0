package network.reuse.refurb.application.certificate;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ServiceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.refurb.persistence.Certificates;
import network.reuse.refurb.persistence.Certificates.PublishedKey;
import org.jspecify.annotations.Nullable;

/**
 * The public keys by which certificates are checked, for whoever checks them. A process publishes the key by which it signs before
 * it signs anything; the former one stays published, and is not to sign any more a day later, when no process has it.
 */
@ApplicationScoped
public class PublishedKeys {
    private static final long RETRY_AFTER_SECONDS = 2;
    private static final Duration OVERLAP = Duration.ofDays(1);

    private final SigningKey key;
    private final Certificates certificates;
    private final Pool pool;
    private final Pool worker;
    private final BusinessClock clock;
    private volatile boolean published;

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

    /** What checks signatures: {@code x} by {@code kid}. */
    Future<Map<String, String>> byId() {
        return certificates
                .keys(pool)
                .map(keys -> keys.stream().collect(Collectors.toMap(PublishedKey::kid, PublishedKey::x)));
    }

    /** Publishes this process's key, once. */
    Future<?> publish() {
        if (published) {
            return Future.succeededFuture();
        }
        Instant now = clock.now();
        return certificates
                .publish(worker, key.kid(), key.x(), now, now.plus(OVERLAP))
                .onSuccess(_ -> published = true);
    }

    /** The key by which this process signs; puts callers off in the moment before it is published. */
    SigningKey signing() {
        if (!published) {
            throw new ServiceUnavailableException(RETRY_AFTER_SECONDS);
        }
        return key;
    }
}
