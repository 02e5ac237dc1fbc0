package network.reuse.defaults.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.CollectionEvent.LotDeclined;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Territory;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.fault.Language;
import network.reuse.defaults.testing.DefaultsAlone;
import network.reuse.defaults.testing.FormerProcess;
import network.reuse.defaults.testing.NetworkResource;
import network.reuse.servers.TestBackends;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a command writes, and when it writes nothing, on a real database. */
@QuarkusTest
@TestProfile(DefaultsAlone.class)
@QuarkusTestResource(value = NetworkResource.class, initArgs = @ResourceArg(name = "service", value = "collection"))
class CommitIT {
    private static final UUID OWNER = UUID.randomUUID();
    private static final UUID READER = UUID.randomUUID();
    private static final UUID STRANGER = UUID.randomUUID();

    private static final AggregateTable<Tally, CollectionEvent> TALLIES = new AggregateTable<>(
            "tally",
            "lot",
            Publisher.COLLECTION,
            StateCodec.of(Tally.class),
            _ -> new Visibility(
                    Set.of(OWNER, READER), Set.of(OWNER), new Territory("44", "67", null), Environment.LIVE),
            List.of());

    /** A number that is counted up. */
    sealed interface Tally {
        int count();

        default Decision<Tally, CollectionEvent> up(UUID id) {
            return Decision.of(new Counted(count() + 1), new LotDeclined(id, "counted " + (count() + 1)));
        }

        record Counted(int count) implements Tally {}
    }

    private final Commit commit;
    private final Pool pool;

    @Inject
    CommitIT(Commit commit, Pool pool) {
        this.commit = commit;
        this.pool = pool;
    }

    @BeforeAll
    static void thereIsATable() throws SQLException {
        owner("call create_aggregate('tally', 'note text', array['NEW>COUNTED', 'COUNTED>COUNTED'])");
    }

    @Test
    void stateEventsAndKeyAreWrittenAsOne() throws SQLException {
        UUID id = created();
        Command command = command(OWNER);

        Answer answer = up(new VersionedCommand(command, 1L), id);

        assertThat(answer.version()).isEqualTo(2);
        assertThat(answer.replayed()).isFalse();
        assertThat(count("select (state::jsonb ->> 'count')::int from tally where id = ?", id))
                .isEqualTo(1);
        assertThat(events(id)).isEqualTo(2);
        assertThat(count("select count(*) from idempotency_key where key = ?", command.key()))
                .isEqualTo(1);
    }

    @Test
    void whatFailsLeavesNothing() throws SQLException {
        UUID id = created();
        Command command = command(OWNER);

        assertThatThrownBy(() -> answer(commit.change(
                        new VersionedCommand(command, 1L),
                        TALLIES,
                        id,
                        stored -> Plan.change(TALLIES, change(stored), Stored::state)
                                .writing((connection, _) -> connection
                                        .query("select told_to_fail()")
                                        .execute()))))
                .hasMessageContaining("told_to_fail");

        assertThat(version(id)).isEqualTo(1);
        assertThat(events(id)).isEqualTo(1);
        assertThat(count("select count(*) from idempotency_key where key = ?", command.key()))
                .isZero();
    }

    @Test
    void aCommandSaysWhichVersionItRead() throws SQLException {
        UUID id = created();

        assertThat(refused(() -> up(new VersionedCommand(command(OWNER), null), id)))
                .isEqualTo("if_match_missing");
        assertThat(refused(() -> up(new VersionedCommand(command(OWNER), 2L), id)))
                .isEqualTo("stale");

        assertThat(version(id)).isEqualTo(1);
        assertThat(events(id)).isEqualTo(1);
    }

    @Test
    void whoeverOnlyReadsItDoesNotChangeItAndAStrangerDoesNotKnowIt() throws SQLException {
        UUID id = created();

        assertThat(refusal(() -> up(new VersionedCommand(command(READER), 1L), id))
                        .kind())
                .isEqualTo(Refusal.Kind.NOT_YOURS);
        assertThat(refusal(() -> up(new VersionedCommand(command(STRANGER), 1L), id))
                        .kind())
                .isEqualTo(Refusal.Kind.UNKNOWN);

        assertThat(version(id)).isEqualTo(1);
    }

    @Test
    void aCommandThatIsSentAgainGetsItsFirstAnswerAndWritesNothing() throws SQLException {
        UUID id = created();
        VersionedCommand command = new VersionedCommand(command(OWNER), 1L);
        Answer first = up(command, id);
        var _ = up(new VersionedCommand(command(OWNER), 2L), id);

        Answer again = up(command, id);

        assertThat(again).isEqualTo(new Answer(first.id(), first.version(), first.body(), true));
        assertThat(version(id)).isEqualTo(3);
        assertThat(events(id)).isEqualTo(3);
    }

    @Test
    void aKeyIsForOneRequestOfOneOrganisation() throws SQLException {
        UUID id = created();
        Command command = command(OWNER);
        var _ = up(new VersionedCommand(command, 1L), id);
        Command other = new Command(
                command.caller(),
                command.key(),
                "another",
                command.correlation(),
                null,
                command.now(),
                command.language());
        Command anothers = new Command(
                caller(READER),
                command.key(),
                command.fingerprint(),
                command.correlation(),
                null,
                command.now(),
                command.language());

        assertThat(refused(() -> up(new VersionedCommand(other, 2L), id))).isEqualTo("key_reused");
        assertThat(answer(create(anothers, UUID.randomUUID())).replayed()).isFalse();
    }

    @Test
    void ofManyWhoReadTheSameVersionOneChangesIt() throws Exception {
        UUID id = created();

        List<String> answers = atOnce(20, () -> refused(() -> up(new VersionedCommand(command(OWNER), 1L), id)));

        assertThat(answers).filteredOn(String::isEmpty).hasSize(1);
        assertThat(answers).filteredOn(code -> !code.isEmpty()).containsOnly("stale");
        assertThat(version(id)).isEqualTo(2);
        assertThat(events(id)).isEqualTo(2);
    }

    @Test
    void aCommandThatIsSentManyTimesAtOnceTakesEffectOnce() throws Exception {
        UUID id = created();
        VersionedCommand command = new VersionedCommand(command(OWNER), 1L);

        List<Answer> answers = atOnce(20, () -> up(command, id));

        assertThat(answers).filteredOn(answer -> !answer.replayed()).hasSize(1);
        assertThat(answers)
                .extracting(Answer::body)
                .containsOnly(answers.getFirst().body());
        assertThat(version(id)).isEqualTo(2);
    }

    @Test
    void aCommandWhoseSessionIsLostTakesEffectOnAnotherOne() throws SQLException {
        UUID id = created();
        AtomicInteger attempts = new AtomicInteger();

        Answer answer = answer(commit.change(
                new VersionedCommand(command(OWNER), 1L),
                TALLIES,
                (connection, _) -> TALLIES.require(connection, id)
                        .compose(stored -> attempts.incrementAndGet() == 1
                                ? ended(connection).map(_ -> stored)
                                : Future.succeededFuture(stored)),
                stored -> stored,
                stored -> Plan.change(TALLIES, change(stored), Stored::state)));

        assertThat(attempts).hasValue(2);
        assertThat(answer.version()).isEqualTo(2);
        assertThat(events(id)).isEqualTo(2);
    }

    @Test
    void aCommandWhoseSessionsAreAllLostFailsAndWritesNothing() throws SQLException {
        UUID id = created();
        AtomicInteger attempts = new AtomicInteger();

        assertThatThrownBy(() -> answer(commit.change(
                        new VersionedCommand(command(OWNER), 1L),
                        TALLIES,
                        (connection, _) -> {
                            attempts.incrementAndGet();
                            return TALLIES.require(connection, id)
                                    .compose(stored -> ended(connection).map(_ -> stored));
                        },
                        stored -> stored,
                        stored -> Plan.change(TALLIES, change(stored), Stored::state))))
                .isNotInstanceOf(Refusal.class);

        assertThat(attempts).hasValueBetween(2, 4);
        assertThat(version(id)).isEqualTo(1);
        assertThat(events(id)).isEqualTo(1);
    }

    /** Ends a session as an administrator does, and fails as what runs on it then does. */
    private static Future<Void> ended(SqlConnection connection) {
        return connection
                .query("select pg_terminate_backend(pg_backend_pid())")
                .execute()
                .mapEmpty();
    }

    @Test
    void whatHasChangedSinceItWasReadIsDecidedAgain() throws SQLException {
        UUID id = created();
        AtomicInteger attempts = new AtomicInteger();
        List<Boolean> waited = new ArrayList<>();

        Answer answer = answer(commit.write(
                command(OWNER),
                Unversioned.SAME_AT_ANY_VERSION,
                (connection, waitForLocks) -> {
                    waited.add(waitForLocks);
                    return TALLIES.require(connection, id);
                },
                stored -> {
                    if (attempts.incrementAndGet() == 1) {
                        countedByAnother(id);
                    }
                    return Plan.change(TALLIES, change(stored), Stored::state);
                }));

        assertThat(attempts).hasValue(2);
        assertThat(waited).containsExactly(false, true);
        assertThat(answer.version()).isEqualTo(3);
        assertThat(count("select (state::jsonb ->> 'count')::int from tally where id = ?", id))
                .isEqualTo(2);
    }

    @Test
    void whatChangesAtEveryAttemptIsGivenUpAndWritesNothing() throws SQLException {
        UUID id = created();
        AtomicInteger attempts = new AtomicInteger();

        assertThat(refused(() -> answer(commit.write(
                        command(OWNER),
                        Unversioned.SAME_AT_ANY_VERSION,
                        (connection, _) -> TALLIES.require(connection, id),
                        stored -> {
                            attempts.incrementAndGet();
                            countedByAnother(id);
                            return Plan.change(TALLIES, change(stored), Stored::state);
                        }))))
                .isEqualTo("in_progress");

        assertThat(attempts).hasValue(4);
        assertThat(version(id)).isEqualTo(5);
        assertThat(events(id)).isEqualTo(1);
    }

    @Test
    void manyThatChangeTheSameAtOnceAreEachDecidedOnWhatIsThere() throws Exception {
        UUID id = created();

        List<Answer> answers = atOnce(
                12,
                () -> answer(commit.write(
                        command(OWNER),
                        Unversioned.SAME_AT_ANY_VERSION,
                        (connection, _) -> TALLIES.lockWhere(connection, "id = $1", Tuple.of(id))
                                .map(List::getFirst),
                        stored -> Plan.change(TALLIES, change(stored), Stored::state))));

        assertThat(answers).extracting(Answer::version).doesNotHaveDuplicates();
        assertThat(version(id)).isEqualTo(13);
        assertThat(count("select (state::jsonb ->> 'count')::int from tally where id = ?", id))
                .isEqualTo(12);
    }

    @Test
    void whatIsReadBesideCommandsThatFailIsReadOnASessionOfItsOwn() throws Exception {
        UUID id = created();
        AtomicInteger turn = new AtomicInteger();

        List<String> answers = atOnce(
                400,
                () -> turn.getAndIncrement() % 2 == 0
                        ? refused(() -> answer(commit.write(
                                command(OWNER),
                                Unversioned.SAME_AT_ANY_VERSION,
                                (connection, _) -> TALLIES.require(connection, id),
                                stored -> Plan.change(TALLIES, change(stored), Stored::state)
                                        .writing((connection, _) -> TALLIES.require(connection, id)))))
                        : readOf(id));

        assertThat(answers).filteredOn("read"::equals).hasSize(200);
        assertThat(answers).contains("in_progress").containsOnly("read", "", "in_progress");
        assertThat(events(id)).isEqualTo(version(id));
    }

    @Test
    void anAnswerDatesWhatItShowsAsTheRowDoes() throws SQLException {
        UUID id = UUID.randomUUID();
        Instant first = Instant.parse("2026-11-02T08:00:00.123456Z");
        Instant second = first.plusSeconds(60);

        Command creation = command(OWNER, first);
        assertThat(answer(commit.create(creation, TALLIES, new Creation<>(id, begun(id), first), CommitIT::dates))
                        .body())
                .isEqualTo(dates(first, first));
        assertDated(id, first, first);

        VersionedCommand change = new VersionedCommand(command(OWNER, second), 1L);
        Answer changed = answer(
                commit.change(change, TALLIES, id, stored -> Plan.change(TALLIES, change(stored), CommitIT::dates)));
        assertThat(changed.body()).isEqualTo(dates(first, second));
        assertDated(id, first, second);

        VersionedCommand none = new VersionedCommand(command(OWNER, second.plusSeconds(60)), 2L);
        assertThat(answer(commit.change(none, TALLIES, id, stored -> Plan.showing(stored, CommitIT::dates))))
                .isEqualTo(new Answer(id, 2L, dates(first, second), false));
        assertDated(id, first, second);
    }

    @Test
    void aVersionIsNeverDatedBeforeTheOneBefore() throws SQLException {
        UUID id = UUID.randomUUID();
        Instant first = Instant.parse("2026-11-02T08:00:00Z");
        Command creation = command(OWNER, first);
        assertThat(answer(commit.create(creation, TALLIES, new Creation<>(id, begun(id), first), CommitIT::dates))
                        .version())
                .isEqualTo(1);

        VersionedCommand behind = new VersionedCommand(command(OWNER, first.minusSeconds(1)), 1L);
        Answer changed = answer(
                commit.change(behind, TALLIES, id, stored -> Plan.change(TALLIES, change(stored), CommitIT::dates)));

        assertThat(changed).isEqualTo(new Answer(id, 2L, dates(first, first), false));
        assertDated(id, first, first);
    }

    @Test
    void aRowOfTheFormerReleaseIsCreatedWhenItIsFirstWritten() throws SQLException {
        UUID id = created();
        UUID copy;
        try (Connection owner = connection("collection_owner")) {
            copy = FormerProcess.copies(owner, "tally", id, Set.of("created_at"), Map.of());
        }
        assertThat(count("select count(*) from tally where created_at = changed_at and id = ?", copy))
                .isEqualTo(1);
    }

    @Test
    void whatIsMadeTwiceExistsAlready() throws SQLException {
        UUID id = created();

        Refusal own = refusal(() -> answer(create(command(OWNER), id)));
        assertThat(own.code()).isEqualTo("already_exists");
        assertThat(own.faults()).extracting(Refusal.Fault::pointer).containsExactly("/id");
        assertThat(own.extensions()).containsExactly(Map.entry("existing", id));
        Refusal others = refusal(() -> answer(create(command(READER), id)));
        assertThat(others.faults()).extracting(Refusal.Fault::pointer).containsExactly("/id");
        assertThat(others.extensions()).as("what another's object is called").isEmpty();

        assertThat(events(id)).isEqualTo(1);
    }

    private String readOf(UUID id) throws Exception {
        return pool.withTransaction(transaction -> transaction
                        .query("set local app.organisation = '" + OWNER + "'")
                        .execute()
                        .compose(_ -> transaction
                                .preparedQuery("select 'read' from tally where id = $1")
                                .execute(Tuple.of(id)))
                        .map(rows -> rows.iterator().next().getString(0)))
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private UUID created() {
        UUID id = UUID.randomUUID();
        assertThat(answer(create(command(OWNER), id)).version()).isEqualTo(1);
        return id;
    }

    private Uni<Answer> create(Command command, UUID id) {
        return commit.create(command, TALLIES, new Creation<>(id, begun(id), command.now()), Stored::state);
    }

    private static Decision<Tally, CollectionEvent> begun(UUID id) {
        return Decision.of(new Tally.Counted(0), new LotDeclined(id, "counted 0"));
    }

    /** What an answer says of when a state was created and changed. */
    private record Dates(Instant createdAt, Instant changedAt) {}

    private static Dates dates(Stored<Tally> stored) {
        return new Dates(stored.createdAt(), stored.changedAt());
    }

    private static String dates(Instant createdAt, Instant changedAt) {
        return "{\"createdAt\":\"%s\",\"changedAt\":\"%s\"}".formatted(createdAt, changedAt);
    }

    private static void assertDated(UUID id, Instant createdAt, Instant changedAt) throws SQLException {
        assertThat(count(
                        "select count(*) from tally where created_at = '" + createdAt + "' and changed_at = '"
                                + changedAt + "' and id = ?",
                        id))
                .isEqualTo(1);
    }

    private Answer up(VersionedCommand command, UUID id) {
        return answer(commit.change(command, TALLIES, id, null, tally -> tally.up(id), Stored::state));
    }

    private static Change<Tally, CollectionEvent> change(Stored<Tally> stored) {
        return Change.following(stored, stored.state().up(stored.id()), Instant.now());
    }

    /** What another command does that is committed while this one is being decided. */
    private static void countedByAnother(UUID id) {
        try {
            owner("update tally set version = version + 1, state = jsonb_set(state::jsonb, '{count}',"
                    + " to_jsonb((state::jsonb ->> 'count')::int + 1))::text where id = '" + id + "'");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Command command(UUID organisation) {
        return command(organisation, Instant.now());
    }

    private static Command command(UUID organisation, Instant now) {
        return new Command(
                caller(organisation),
                UUID.randomUUID().toString(),
                "fingerprint",
                UUID.randomUUID(),
                null,
                now,
                Language.FRENCH);
    }

    private static Caller caller(UUID organisation) {
        return new Caller(organisation, "test", Set.of(), Set.of(), Environment.LIVE);
    }

    private static Answer answer(Uni<Answer> asked) {
        return asked.await().atMost(Duration.ofSeconds(30));
    }

    private static Refusal refusal(Callable<Answer> call) {
        Throwable thrown = catchThrowable(call::call);
        assertThat(thrown).isInstanceOf(Refusal.class);
        return (Refusal) thrown;
    }

    /** The code of the refusal; empty when it is answered. */
    private static String refused(Callable<Answer> call) {
        try {
            var _ = call.call();
            return "";
        } catch (Refusal refusal) {
            return refusal.code();
        } catch (Exception fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        List<T> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(Collections.nCopies(times, call))) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    private static long version(UUID id) throws SQLException {
        return count("select version from tally where id = ?", id);
    }

    /** How many events of a stream are in the journal. */
    private static long events(UUID id) throws SQLException {
        return count("select count(*) from event_journal where stream_type = 'lot' and stream_id = ?", id);
    }

    private static long count(String query, Object value) throws SQLException {
        try (Connection audit = connection("audit");
                PreparedStatement statement = audit.prepareStatement(query)) {
            statement.setObject(1, value);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : -1;
            }
        }
    }

    private static void owner(String change) throws SQLException {
        try (Connection owner = connection("collection_owner");
                Statement statement = owner.createStatement()) {
            statement.execute(change);
        }
    }

    private static Connection connection(String role) throws SQLException {
        TestBackends backends = NetworkResource.backends("collection");
        return DriverManager.getConnection(backends.jdbcUrl("collection"), role, backends.databasePassword(role));
    }
}
