package network.reuse.defaults.people;

import io.quarkus.arc.properties.IfBuildProperty;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.crypto.SecretKey;
import network.reuse.defaults.keys.RootKey;
import network.reuse.defaults.schema.MigratedDatabase;
import network.reuse.defaults.tls.ServerTls;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * One key per person, each wrapped under the key-encryption key, in a database of their own: whoever holds a dump of
 * the service's database has no key, and whoever holds a dump of this one has keys that nothing opens.
 */
@ApplicationScoped
@IfBuildProperty(name = "reuse.people.kept", stringValue = "true")
class PersonKeys {
    private static final int CONNECT_MILLIS = 2_000;

    /** The caller's transaction stays open meanwhile, so a database that does not answer is away rather than slow. */
    private static final int ANSWER_MILLIS = 3_000;

    private final Pool pool;
    private final SecretKey wrapping;

    PersonKeys(
            Vertx vertx,
            @ConfigProperty(name = "reuse.people.key") String rootKey,
            @ConfigProperty(name = "reuse.people.database.url") String url,
            @ConfigProperty(name = "reuse.people.database.api.username") String username,
            @ConfigProperty(name = "reuse.people.database.api.password") String password,
            @ConfigProperty(name = "reuse.people.database.tls") String tls,
            @ConfigProperty(name = "reuse.people.database.authority") Optional<String> authority,
            @ConfigProperty(name = "reuse.people.database.max-size") int most) {
        this.wrapping = RootKey.of("REUSE_PEOPLE_KEY", rootKey).derive("AES", "person-keys");
        this.pool = PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(most)
                        .setConnectionTimeout(CONNECT_MILLIS)
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setIdleTimeout(10)
                        .setIdleTimeoutUnit(TimeUnit.MINUTES))
                .connectingTo(ServerTls.of("reuse.people.database", tls, authority.orElse(null))
                        .on(PgConnectOptions.fromUri(url))
                        .setUser(username)
                        .setPassword(password)
                        .setCachePreparedStatements(true))
                .using(vertx)
                .build();
    }

    /** Where the keys are, to be asked for its migrations. */
    @Produces
    @Singleton
    MigratedDatabase database(@ConfigProperty(name = "quarkus.flyway.keys.locations") List<String> locations) {
        return MigratedDatabase.of("the database of keys", locations, pool);
    }

    @PreDestroy
    void close() {
        var _ = pool.close();
    }

    /** Makes and keeps the key of a new person. */
    Future<SecretKey> make(UUID ref) {
        SecretKey key = Sealing.newKey();
        return pool.preparedQuery("insert into person_key(ref, wrapped) values ($1, $2)")
                .execute(Tuple.of(ref, Buffer.buffer(Sealing.seal(wrapping, key.getEncoded(), place(ref)))))
                .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                .map(key)
                .recover(PersonKeys::away);
    }

    /** Makes and keeps the keys of new people. */
    Future<Map<UUID, SecretKey>> makeAll(Collection<UUID> refs) {
        Map<UUID, SecretKey> keys = new LinkedHashMap<>();
        List<Buffer> wrapped = new ArrayList<>();
        for (UUID ref : refs) {
            SecretKey key = Sealing.newKey();
            keys.put(ref, key);
            wrapped.add(Buffer.buffer(Sealing.seal(wrapping, key.getEncoded(), place(ref))));
        }
        return pool.preparedQuery("insert into person_key(ref, wrapped)"
                        + " select k.ref, k.wrapped from unnest($1::uuid[], $2::bytea[]) as k(ref, wrapped)")
                .execute(Tuple.of(keys.keySet().toArray(UUID[]::new), (Object) wrapped.toArray(Buffer[]::new)))
                .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                .map(keys)
                .recover(PersonKeys::away);
    }

    /** The keys of these people, without those that were destroyed or never made. */
    Future<Map<UUID, SecretKey>> findAll(Collection<UUID> refs) {
        return pool.preparedQuery("select ref, wrapped from person_key where ref = any($1)")
                .execute(Tuple.of((Object) refs.toArray(UUID[]::new)))
                .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                .recover(PersonKeys::away)
                .map(rows -> {
                    Map<UUID, SecretKey> keys = new HashMap<>();
                    for (Row row : rows) {
                        UUID ref = row.getUUID(0);
                        keys.put(
                                ref,
                                Sealing.key(
                                        Sealing.open(wrapping, row.getBuffer(1).getBytes(), place(ref))));
                    }
                    return keys;
                });
    }

    /** The person's key; null when it was destroyed or never made. */
    Future<@Nullable SecretKey> find(UUID ref) {
        return pool.preparedQuery("select wrapped from person_key where ref = $1")
                .execute(Tuple.of(ref))
                .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                .recover(PersonKeys::away)
                .map(rows -> {
                    for (Row row : rows) {
                        return Sealing.key(
                                Sealing.open(wrapping, row.getBuffer(0).getBytes(), place(ref)));
                    }
                    return null;
                });
    }

    /** Destroys the person's key, if there is one: what was sealed under it is noise from now on. */
    Future<?> destroy(UUID ref) {
        return pool.preparedQuery("delete from person_key where ref = $1")
                .execute(Tuple.of(ref))
                .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                .recover(PersonKeys::away);
    }

    /** Destroys these. */
    Future<?> destroy(List<UUID> refs) {
        return pool.preparedQuery("delete from person_key where ref = any($1)")
                .execute(Tuple.of((Object) refs.toArray(UUID[]::new)))
                .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                .recover(PersonKeys::away);
    }

    /** So many references behind that one whose keys were made longer ago than this. */
    Future<List<UUID>> olderThan(Duration age, UUID after, int limit) {
        return pool.preparedQuery("select ref from person_key where ref > $1"
                        + " and made_at < now() - make_interval(secs => $2) order by ref limit $3")
                .execute(Tuple.of(after, (double) age.toSeconds(), limit))
                .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                .recover(PersonKeys::away)
                .map(DestroyOrphanedKeys::refs);
    }

    private static Sealing.Place place(UUID ref) {
        return new Sealing.Place("person_key", "wrapped", ref);
    }

    /** Whatever keeps the keys from being reached passes: callers are told to come back, consumers try again. */
    private static <T> Future<T> away(Throwable failure) {
        ConnectException away = new ConnectException("the keys of people cannot be reached");
        away.initCause(failure);
        return Future.failedFuture(away);
    }
}
