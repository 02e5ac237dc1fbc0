package network.reuse.defaults.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import network.reuse.defaults.testing.DefaultsAlone;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.servers.TestBackends;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who sends what is due, on a real database. */
@QuarkusTest
@TestProfile(DefaultsAlone.class)
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class ClaimIT {
    private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
    private static final Claim CLAIM = new Claim("parcel", "id", "due_at <= $1", "due_at", "due_at = null");

    private final Pool worker;

    @Inject
    ClaimIT(@ReactiveDataSource("worker") Pool worker) {
        this.worker = worker;
    }

    @BeforeEach
    void thereIsATable() throws SQLException {
        owner("drop table if exists parcel");
        owner("create table parcel(id int primary key, due_at timestamptz, attempts int not null default 0)");
        owner("grant select, update on parcel to collection_worker");
    }

    @Test
    void theOneThatHasBeenDueLongestIsNextAndWhatIsNotDueWaits() throws Exception {
        owner("insert into parcel values (1, '2026-11-01T07:59:00Z'), (2, '2026-11-01T07:58:00Z'),"
                + " (3, '2026-11-01T08:01:00Z'), (4, null)");

        assertThat(claimed()).isEqualTo(2);
        assertThat(claimed()).isEqualTo(1);
        assertThat(claimed()).isNull();
    }

    @Test
    void aRowIsClaimedOnceByWhoeverOfManyAsks() throws Exception {
        owner("insert into parcel select n, '2026-11-01T07:00:00Z' from generate_series(1, 50) n");
        List<Future<@Nullable Row>> claims = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            claims.add(CLAIM.next(worker, "id, attempts", NOW));
        }
        List<Integer> ids = new ArrayList<>();
        for (Future<@Nullable Row> claim : claims) {
            Row row = done(claim);
            if (row != null) {
                assertThat(row.getInteger(1)).isOne();
                ids.add(row.getInteger(0));
            }
        }
        for (Integer id = claimed(); id != null; id = claimed()) {
            ids.add(id);
        }

        assertThat(ids).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void aRowThatAnotherIsClaimingIsPassedOverAndFreeAgainWhenThatFails() throws Exception {
        owner("insert into parcel values (1, '2026-11-01T07:58:00Z'), (2, '2026-11-01T07:59:00Z')");
        try (Connection other = ownersConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("update parcel set due_at = null where id = 1");

            assertThat(claimed()).isEqualTo(2);
            assertThat(claimed()).isNull();

            other.rollback();
        }
        assertThat(claimed()).isEqualTo(1);
    }

    private @Nullable Integer claimed() throws Exception {
        Row row = done(CLAIM.next(worker, "id", NOW));
        return row == null ? null : Objects.requireNonNull(row.getInteger(0));
    }

    private static <T extends @Nullable Object> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get();
    }

    private static void owner(String change) throws SQLException {
        try (Connection owner = ownersConnection();
                Statement statement = owner.createStatement()) {
            statement.execute(change);
        }
    }

    private static Connection ownersConnection() throws SQLException {
        TestBackends backends = NetworkResource.backends("collection");
        return DriverManager.getConnection(
                backends.jdbcUrl("collection"), "collection_owner", backends.databasePassword("collection_owner"));
    }
}
