package network.reuse.defaults.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.testing.DefaultsAlone;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.servers.TestBackends;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which files are compared, on a real database. */
@QuarkusTest
@TestProfile(DefaultsAlone.class)
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class FileChecksIT {
    private static final String INTACT = "a".repeat(64);
    private static final String DAMAGED = "b".repeat(64);

    private final Pool worker;
    private final PeriodicJobs jobs;
    private final AnsweringStore store = new AnsweringStore();

    @Inject
    FileChecksIT(@ReactiveDataSource("worker") Pool worker, PeriodicJobs jobs) {
        this.worker = worker;
        this.jobs = jobs;
    }

    @BeforeEach
    void thereAreTables() throws SQLException {
        thereAreNone();
        owner("create table file(id uuid primary key default uuidv7(), about_type text not null default 'device',"
                + " about_id uuid not null default uuidv7(), sha256 text not null)");
        owner("create table file_check(file_id uuid primary key references file(id) on delete cascade,"
                + " checked_at timestamptz not null, damaged boolean not null default false)");
        owner("grant select, delete on file to collection_worker");
        owner("grant select, insert, update on file_check to collection_worker");
    }

    @AfterEach
    void thereAreNone() throws SQLException {
        owner("drop table if exists file_check, file");
    }

    @Test
    void manyDamagedFilesKeepNoOtherFromBeingCompared() throws Exception {
        files(DAMAGED, 60);
        assertThat(check()).isEqualTo(60);
        files(INTACT, 200);
        files(DAMAGED, 1);
        store.asked.clear();

        assertThat(check()).isEqualTo(60);
        assertThat(store.asked).hasSize(200);
        assertThat(check()).isEqualTo(61);

        assertThat(store.asked).hasSize(200 + 51 + 50);
        assertThat(store.asked.stream().distinct()).hasSize(261);
    }

    @Test
    void whatWasDamagedIsComparedAtEachRunAndWhatWasNotAfterAMonth() throws Exception {
        files(DAMAGED, 1);
        files(INTACT, 2);
        assertThat(check()).isEqualTo(1);
        owner("update file_check c set checked_at = now() - interval '31 days' from file f where f.id = c.file_id"
                + " and f.id = (select max(id::text)::uuid from file)");
        store.asked.clear();

        store.damaged = _ -> false;

        assertThat(check()).isZero();
        assertThat(store.asked).hasSize(2);
        assertThat(check()).isZero();
        assertThat(store.asked).hasSize(2);
    }

    @Test
    void aStoreThatIsAwayLeavesEveryFileDue() throws Exception {
        files(INTACT, 20);
        store.away = _ -> true;

        assertThatThrownBy(this::check).hasCauseInstanceOf(FileStoreAway.class);

        assertThat(store.asked).hasSize(3);
        assertThat(compared()).isZero();

        store.away = _ -> false;
        assertThat(check()).isZero();
        assertThat(compared()).isEqualTo(20);
    }

    @Test
    void aFileThatTheStoreDoesNotGiveKeepsNoOtherFromBeingCompared() throws Exception {
        files(DAMAGED, 1);
        files(INTACT, 20);
        store.away = key -> key.sha256().equals(DAMAGED);

        assertThatThrownBy(this::check).hasCauseInstanceOf(FileStoreAway.class);

        assertThat(compared()).isEqualTo(20);
    }

    @Test
    void aFileThatEndsWhileItIsComparedIsNotDamaged() throws Exception {
        files(DAMAGED, 1);
        store.before = () -> worker.query("delete from file").execute();

        assertThat(check()).isZero();
        assertThat(compared()).isZero();
    }

    private long check() throws Exception {
        return new FileChecks(
                        store,
                        FileStoresTest.settings(".reuse/files"),
                        worker,
                        jobs,
                        InstantSource.system(),
                        new SimpleMeterRegistry())
                .check()
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    private static long compared() throws SQLException {
        try (Connection owner = ownersConnection();
                Statement statement = owner.createStatement();
                ResultSet found = statement.executeQuery("select count(*) from file_check")) {
            found.next();
            return found.getLong(1);
        }
    }

    private static void files(String sha256, int count) throws SQLException {
        owner("insert into file(sha256) select '" + sha256 + "' from generate_series(1, " + count + ")");
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

    /** Answers as it is told to, and says for what it was asked. */
    private static final class AnsweringStore extends StubStore {
        private final List<FileKey> asked = new ArrayList<>();
        private Predicate<FileKey> damaged = key -> key.sha256().equals(DAMAGED);
        private Predicate<FileKey> away = _ -> false;
        private Supplier<Future<?>> before = Future::succeededFuture;

        @Override
        public Future<FileContent> get(FileKey key) {
            asked.add(key);
            return before.get().map(_ -> {
                if (away.test(key)) {
                    throw new FileStoreAway("it is told so", null);
                }
                if (damaged.test(key)) {
                    throw FileDamaged.missing(key);
                }
                return new FileContent(Path.of("none"), () -> {});
            });
        }
    }
}
