package network.reuse.refurb.application.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.refurb.persistence.Certificates;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a process signs with its key, and when it does not. */
@QuarkusTest
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "refurb"))
class PublishedKeysIT {
    private final Certificates certificates;
    private final Pool pool;
    private final Pool worker;
    private final BusinessClock clock;
    private final SigningKey key = new SigningKey(random());
    private @Nullable String signingBefore;

    PublishedKeysIT(
            Certificates certificates, Pool pool, @ReactiveDataSource("worker") Pool worker, BusinessClock clock) {
        this.certificates = certificates;
        this.pool = pool;
        this.worker = worker;
        this.clock = clock;
    }

    @BeforeEach
    void rememberWhoSigns() throws SQLException {
        try (Connection owner = owner();
                PreparedStatement statement =
                        owner.prepareStatement("select kid from certificate_key where valid_until is null");
                var rows = statement.executeQuery()) {
            signingBefore = rows.next() ? rows.getString(1) : null;
        }
    }

    @AfterEach
    void forgetTheKey() throws SQLException {
        change("delete from certificate_key where kid = ?", key.kid());
        if (signingBefore != null) {
            change("update certificate_key set valid_until = null where kid = ?", signingBefore);
        }
    }

    @Test
    void aProcessSignsWithTheKeyThatItHasPublished() throws Exception {
        PublishedKeys process = process();
        assertThatThrownBy(() -> get(process.signing(pool))).hasMessageContaining("503");

        var _ = get(process.publish());

        assertThat(get(process.signing(pool)).key()).isEqualTo(key);
    }

    @Test
    void aKeyWhoseEndHasPassedSignsNothingMoreAndIsNotRevived() throws Exception {
        PublishedKeys process = process();
        var _ = get(process.publish());
        end(clock.now().minusSeconds(60));
        assertThatThrownBy(() -> get(process.signing(pool))).hasMessageContaining("was to sign until");

        PublishedKeys restarted = process();
        var _ = get(restarted.publish());

        assertThatThrownBy(() -> get(restarted.signing(pool))).hasMessageContaining("was to sign until");
    }

    @Test
    void aKeyWhoseEndIsAheadSignsAndSignsOnWhenAProcessThatHasItBegins() throws Exception {
        PublishedKeys process = process();
        var _ = get(process.publish());
        end(clock.now().plus(Duration.ofHours(1)));
        assertThat(get(process.signing(pool)).key()).isEqualTo(key);

        var _ = get(process().publish());
        assertThat(get(certificates.keys(pool))).anySatisfy(one -> {
            assertThat(one.kid()).isEqualTo(key.kid());
            assertThat(one.until()).isNull();
        });
    }

    @Test
    void nothingIsDatedBeforeItsKeyBeganWhateverTheClockOfTheProcess() throws Exception {
        PublishedKeys process = process();
        var _ = get(process.publish());
        Instant from = clock.now().plusSeconds(600).truncatedTo(ChronoUnit.MICROS);
        try (Connection owner = owner();
                PreparedStatement statement =
                        owner.prepareStatement("update certificate_key set valid_from = ? where kid = ?")) {
            statement.setObject(1, from.atOffset(ZoneOffset.UTC));
            statement.setString(2, key.kid());
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }

        assertThat(get(process.signing(pool)).at()).isEqualTo(from);
    }

    private PublishedKeys process() {
        return new PublishedKeys(key, certificates, pool, worker, clock);
    }

    private void end(Instant at) throws SQLException {
        try (Connection owner = owner();
                PreparedStatement statement =
                        owner.prepareStatement("update certificate_key set valid_until = ? where kid = ?")) {
            statement.setObject(1, at.atOffset(ZoneOffset.UTC));
            statement.setString(2, key.kid());
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private static void change(String sql, String kid) throws SQLException {
        try (Connection owner = owner();
                PreparedStatement statement = owner.prepareStatement(sql)) {
            statement.setString(1, kid);
            assertThat(statement.executeUpdate()).isLessThanOrEqualTo(1);
        }
    }

    private static Connection owner() throws SQLException {
        var backends = NetworkResource.backends("refurb");
        return DriverManager.getConnection(
                backends.jdbcUrl("refurb"), "refurb_owner", backends.databasePassword("refurb_owner"));
    }

    private static <T> T get(Future<T> work) throws Exception {
        return work.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static String random() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return Base64.getEncoder().encodeToString(secret);
    }
}
