package network.reuse.defaults.timer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import network.reuse.defaults.testing.DefaultsAlone;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.servers.TestBackends;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Timers that fail, and timers that do not, on a real database. */
@QuarkusTest
@TestProfile(DefaultsAlone.class)
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class TimersIT {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");

    private final Timers timers;
    private final BusinessClock clock;
    private final Pool worker;

    @Inject
    TimersIT(Timers timers, BusinessClock clock, @ReactiveDataSource("worker") Pool worker) {
        this.timers = timers;
        this.clock = clock;
        this.worker = worker;
    }

    @Test
    void aTimerThatFailsRestsLongerAndLongerWhileTheOthersFire() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        List<Instant> attempts = new CopyOnWriteArrayList<>();
        timers.on("it-fails", (transaction, key) -> {
            attempts.add(clock.now());
            if (broken.get()) {
                throw new IllegalStateException("told to fail");
            }
            return timers.set(transaction, FAR, "it-fired-late", key + "#" + UUID.randomUUID());
        });
        timers.on(
                "it-works",
                (transaction, key) -> timers.set(transaction, FAR, "it-fired", key + "#" + UUID.randomUUID()));
        set(LONG_AGO, "it-fails", 1);
        set(LONG_AGO.plusSeconds(1), "it-works", 250);

        await("all but the one that fails")
                .atMost(Duration.ofMinutes(1))
                .until(() ->
                        count("select count(distinct split_part(key, '#', 1)) from timer where command = 'it-fired'")
                                == 250);
        assertThat(count("select count(*) from timer where command = 'it-fired'"))
                .isEqualTo(250);
        assertThat(count("select count(*) from timer where command = 'it-works'"))
                .isZero();

        await("the third failure")
                .atMost(Duration.ofMinutes(1))
                .until(() -> count("select attempts from timer where command = 'it-fails'") >= 3);
        restsAsLongAsItsFailuresSay(attempts);
        // The first attempt was made together with the others; what rests is counted from the second, made alone.
        List<Instant> alone = List.copyOf(attempts).subList(1, attempts.size());
        for (int failures = 1; failures < alone.size(); failures++) {
            assertThat(alone.get(failures))
                    .as("the attempt after failure %d", failures)
                    .isAfterOrEqualTo(alone.get(failures - 1).plus(Timers.restAfter(failures)));
        }
        await("the gauge")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> given().get("http://localhost:"
                                + ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class)
                                + "/q/metrics")
                        .then()
                        .statusCode(200)
                        .body(containsString("reuse_timers_failing 1.0")));

        broken.set(false);
        await("the mended timer")
                .atMost(Duration.ofMinutes(1))
                .until(() -> count("select count(*) from timer where command = 'it-fired-late'") == 1);
        assertThat(count("select count(*) from timer where attempts > 0")).isZero();
    }

    /** It is due again a rest after it failed: not before a rest after that attempt began, nor after a rest from now. */
    private static void restsAsLongAsItsFailuresSay(List<Instant> attempts) throws SQLException {
        try (Connection audit = DriverManager.getConnection(
                        backends().jdbcUrl("collection"), "audit", backends().auditPassword());
                Statement statement = audit.createStatement();
                ResultSet row = statement.executeQuery(
                        "select attempts, due_at, clock_timestamp() from timer where command = 'it-fails'")) {
            assertThat(row.next()).isTrue();
            Duration rest = Timers.restAfter(row.getInt(1));
            Instant due = row.getObject(2, OffsetDateTime.class).toInstant();
            Instant now = row.getObject(3, OffsetDateTime.class).toInstant();
            Instant failed = attempts.get(row.getInt(1)).truncatedTo(ChronoUnit.MICROS);
            assertThat(due).isBetween(failed.plus(rest), now.plus(rest));
        }
    }

    private void set(Instant dueAt, String command, int count) throws Exception {
        worker.withTransaction(transaction -> {
                    Future<?> all = Future.succeededFuture();
                    for (int i = 0; i < count; i++) {
                        String key = command + i;
                        all = all.compose(_ -> timers.set(transaction, dueAt, command, key));
                    }
                    return all.<Void>mapEmpty();
                })
                .toCompletionStage()
                .toCompletableFuture()
                .get(1, TimeUnit.MINUTES);
    }

    private static long count(String query) throws SQLException {
        try (Connection audit = DriverManager.getConnection(
                        backends().jdbcUrl("collection"), "audit", backends().auditPassword());
                Statement statement = audit.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }

    private static TestBackends backends() {
        return NetworkResource.backends("collection");
    }
}
