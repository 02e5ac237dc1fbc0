package network.reuse.defaults.commit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.database.DatabaseSession;
import network.reuse.defaults.database.PipelinedStatements;
import network.reuse.defaults.outbox.RelaySignal;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which a command writes. The command's key is looked up together with what it reads; the version and the
 * owners of its main aggregate are checked; it decides, purely, on a {@link Plan}; and that is written with the key. All of
 * it is one transaction under the caller's row-level security, sent in two round trips: what does not depend on an answer is
 * not awaited. A plan with one write goes as one statement with the key in it.
 */
@ApplicationScoped
public class Commit {
    private static final int ATTEMPTS = 4;

    /** A deadlock that this one lost, and a statement that found less than it must change. */
    private static final Set<String> RETRIED = Set.of("40P01", "22012");

    private static final String FIND_KEY = "select fingerprint, resource, version, body from idempotency_key"
            + " where organisation = $1 and key = $2";

    /** Sooner the pool may give out a lost session again. */
    private static final long POOL_NOTICES_MILLIS = 30;

    private final Vertx vertx;
    private final Pool pool;
    private final ObjectMapper json;
    private final RelaySignal signal;

    public Commit(Vertx vertx, Pool pool, ObjectMapper json, RelaySignal signal) {
        this.vertx = vertx;
        this.pool = pool;
        this.json = json;
        this.signal = signal;
    }

    /**
     * What a command reads before it decides.
     *
     * @param <R> what was read
     */
    public interface Reads<R> {
        /** Reads; waits for rows that others have locked when the command was tried before, and may pass over them at first. */
        Future<R> from(SqlConnection connection, boolean waitForLocks);
    }

    /** Decides on what was read, without asking anybody; refuses by throwing {@link Refusal}. */
    public interface Decides<R> {
        Plan on(R read);
    }

    /**
     * Changes one aggregate and nothing else.
     *
     * @param decide the domain's decision on the state that was found; refuses by throwing {@link Refusal}
     */
    public <S, E> Uni<Answer> change(
            VersionedCommand command,
            AggregateTable<S, E> table,
            UUID id,
            @Nullable Instant occurredAt,
            Function<S, Decision<S, E>> decide,
            Plan.View<S> view) {
        return change(command, table, id, occurredAt, (state, _) -> decide.apply(state), view);
    }

    /** The same where the state keeps when its step happened: the domain decides with that time. */
    public <S, E> Uni<Answer> change(
            VersionedCommand command,
            AggregateTable<S, E> table,
            UUID id,
            @Nullable Instant occurredAt,
            BiFunction<S, Instant, Decision<S, E>> decide,
            Plan.View<S> view) {
        RecordedTime time = command.recorded(occurredAt);
        return change(
                command,
                table,
                id,
                stored -> Plan.change(
                        table, Change.recorded(stored, at -> decide.apply(stored.state(), at), time), view));
    }

    /** Changes one aggregate, which is all that must be read, and what goes with it. */
    public <S, E> Uni<Answer> change(
            VersionedCommand command, AggregateTable<S, E> table, UUID id, Decides<Stored<S>> decides) {
        return change(command, table, (connection, _) -> table.require(connection, id), stored -> stored, decides);
    }

    /**
     * Changes one aggregate and what goes with it. Refuses unless the caller read its present version and is one of its
     * owners, before anything is decided.
     *
     * @param main the aggregate that the command is about
     */
    public <S, E, R> Uni<Answer> change(
            VersionedCommand command,
            AggregateTable<S, E> table,
            Reads<R> reads,
            Function<R, Stored<S>> main,
            Decides<R> decides) {
        return serve(command.command(), reads, read -> {
            Stored<S> stored = main.apply(read);
            command.requireVersion(stored.version());
            table.requireOwner(stored.state(), command.caller());
            return decides.on(read);
        });
    }

    /** Creates one aggregate and nothing else. */
    public <S, E> Uni<Answer> create(
            Command command, AggregateTable<S, E> table, Creation<S, E> creation, Plan.View<S> view) {
        return serve(command, (_, _) -> Future.succeededFuture(creation), _ -> Plan.create(table, creation, view));
    }

    /** Writes what a command decides that is about no aggregate's version, for the reason it names. */
    public <R> Uni<Answer> write(Command command, Unversioned why, Reads<R> reads, Decides<R> decides) {
        Objects.requireNonNull(why, "why no version is checked");
        return serve(command, reads, decides);
    }

    private <R> Uni<Answer> serve(Command command, Reads<R> reads, Decides<R> decides) {
        return Uni.createFrom()
                .completionStage(() -> serve(command, reads, decides, 1).toCompletionStage());
    }

    private <R> Future<Answer> serve(Command command, Reads<R> reads, Decides<R> decides, int attempt) {
        return pool.getConnection()
                .compose(connection -> once(command, connection, reads, decides, attempt))
                .compose(answer -> {
                    if (answer != null) {
                        if (!answer.replayed()) {
                            signal.raise();
                        }
                        return Future.succeededFuture(answer);
                    }
                    if (attempt == ATTEMPTS) {
                        return Future.failedFuture(Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "in_progress",
                                "Une autre commande sur le même objet est en cours ; réessayez.",
                                "Another command on the same thing is in progress; try again."));
                    }
                    return serve(command, reads, decides, attempt + 1);
                })
                // Where the commit of a lost session had arrived, the key tells the answer.
                .recover(failure -> attempt < ATTEMPTS && DatabaseSession.isLost(failure)
                        ? vertx.timer(attempt * POOL_NOTICES_MILLIS, TimeUnit.MILLISECONDS)
                                .compose(_ -> serve(command, reads, decides, attempt + 1))
                        : Future.failedFuture(failure));
    }

    /** One attempt, counted from 1; null when the command must be tried again. */
    private <R> Future<@Nullable Answer> once(
            Command command, SqlConnection connection, Reads<R> reads, Decides<R> decides, int attempt) {
        Future<?> begun = begin(connection, command.caller());
        Future<@Nullable Answer> looking = findKey(connection, command);
        Future<R> reading = Future.succeededFuture(connection).compose(asking -> reads.from(asking, attempt > 1));
        AtomicBoolean open = new AtomicBoolean(true);
        Future<@Nullable Answer> answered = begun.compose(_ -> looking).compose(known -> {
            if (known != null) {
                return reading.transform(_ -> connection.query("rollback").execute())
                        .map(_ -> known);
            }
            return reading.compose(read -> write(command, connection, decides.on(read), open));
        });
        // Nothing is undone, and the connection is given to nobody else, before all that was asked on it has been
        // answered.
        return answered.recover(failure -> reading.transform(_ -> undo(command, connection, failure, open.get()))
                        .compose(known -> known != null || isRetried(failure)
                                ? Future.succeededFuture(known)
                                : refused(command, connection, failure)))
                // A session that is lost cannot be closed, which says nothing of the command.
                .eventually(() -> connection.close().otherwiseEmpty());
    }

    private Future<@Nullable Answer> write(Command command, SqlConnection connection, Plan plan, AtomicBoolean open) {
        Cause cause = new Cause(command.correlation(), command.traceparent(), command.now());
        Plan.Interaction interaction = plan.interaction();
        if (interaction != null) {
            return plan.write(connection, cause)
                    .compose(_ -> interaction.on(connection, cause))
                    .compose(body -> {
                        Answer answer = answer(plan, body);
                        Future<?> keyed = new StoredKey(command, answer).insert(connection);
                        Future<?> last = plan.writeBeforeCommit(connection, cause);
                        return keyed.compose(_ -> last)
                                .compose(_ -> connection.query("commit").execute())
                                .map(_ -> answer);
                    });
        }
        Answer answer = answer(plan, plan.body(cause));
        StoredKey key = new StoredKey(command, answer);
        Plan.KeyedWrite single = plan.onlyKeyedWrite();
        Future<?> written;
        if (single != null) {
            written = single.keyed(connection, cause, key);
        } else {
            Future<?> first = plan.write(connection, cause);
            Future<?> keyed = key.insert(connection);
            Future<?> last = plan.writeBeforeCommit(connection, cause);
            written = PipelinedStatements.answered(List.of(first, keyed, last));
        }
        if (written.failed()) {
            // It was refused before it was sent: the commit must not follow.
            return written.mapEmpty();
        }
        // Each statement writes all it should or fails, so the commit may follow without waiting: after a failure it
        // undoes.
        open.set(false);
        Future<?> committed = connection.query("commit").execute();
        // The commit is answered last: what failed is told, and the connection is free, when nothing is under way on
        // it.
        return committed.transform(_ -> written).compose(_ -> committed).map(_ -> answer);
    }

    private Answer answer(Plan plan, @Nullable Object body) {
        return new Answer(plan.id(), plan.version(), write(body), false);
    }

    /**
     * Undoes what a failed attempt has done, and finds the answer of this very call, sent twice at once: the other one may
     * have been committed after its key had been looked for here. What it changed is refused then, and what it made exists
     * already.
     */
    private static Future<@Nullable Answer> undo(
            Command command, SqlConnection connection, Throwable failure, boolean open) {
        if (failure instanceof Refusal && open) {
            Future<@Nullable Answer> known = findKey(connection, command);
            return known.recover(_ -> Future.succeededFuture())
                    .compose(answer -> rollback(connection).map(_ -> answer));
        }
        Future<?> undone = open ? rollback(connection) : Future.succeededFuture();
        // What is where another already is may have been put there by this very call.
        if (!isTaken(failure) && !ExclusionViolation.is(failure)) {
            return undone.transform(_ -> Future.succeededFuture());
        }
        return undone.transform(_ -> begin(connection, command.caller()))
                .compose(_ -> findKey(connection, command))
                .recover(_ -> Future.succeededFuture())
                .compose(answer -> rollback(connection).map(_ -> answer));
    }

    /** Fails as the caller is told; what is there already is named as far as it is the caller's. */
    private static Future<@Nullable Answer> refused(Command command, SqlConnection connection, Throwable failure) {
        if (!isTaken(failure)) {
            return Future.failedFuture(failure);
        }
        if (!(failure instanceof UniqueViolation violation)) {
            return Future.failedFuture(Refusals.alreadyExists());
        }
        return begin(connection, command.caller())
                .compose(_ -> violation.refusal(connection, command.caller()))
                .recover(_ -> Future.succeededFuture(Refusals.alreadyExists()))
                .compose(refusal -> rollback(connection).compose(_ -> Future.failedFuture(refusal)));
    }

    private static Future<?> rollback(SqlConnection connection) {
        return connection.query("rollback").execute().transform(_ -> Future.succeededFuture());
    }

    /** Opens the transaction as the caller: everything in it is seen through row-level security. */
    static Future<?> begin(SqlConnection connection, Caller caller) {
        String env = caller.env() == Environment.LIVE
                ? ""
                : "; set local app.env = '" + caller.env().name() + "'";
        return connection
                .query("begin; set local app.organisation = '" + caller.organisation() + "'" + env)
                .execute();
    }

    private static Future<@Nullable Answer> findKey(SqlConnection connection, Command command) {
        return connection
                .preparedQuery(FIND_KEY)
                .execute(Tuple.of(command.caller().organisation(), command.key()))
                .map(rows -> {
                    for (Row row : rows) {
                        if (!row.getString(0).equals(command.fingerprint())) {
                            throw Refusal.of(
                                    Refusal.Kind.INVALID,
                                    "key_reused",
                                    "Cette Idempotency-Key a déjà servi pour une autre demande ; prenez-en une nouvelle.",
                                    "This Idempotency-Key was used for another request; take a new one.");
                        }
                        return new Answer(row.getUUID(1), row.getLong(2), row.getString(3), true);
                    }
                    return null;
                });
    }

    /** A key that another call took, a deadlock that this one lost, or what is no longer as it was read. */
    private static boolean isRetried(Throwable failure) {
        return failure instanceof RetryTransaction
                || (failure instanceof PgException database
                        && (RETRIED.contains(String.valueOf(database.getSqlState()))
                                || "idempotency_key_pkey".equals(database.getConstraint())));
    }

    /** Whether something that may be there only once is there already. */
    private static boolean isTaken(Throwable failure) {
        return failure instanceof UniqueViolation
                || (failure instanceof PgException database
                        && UniqueViolation.SQL_STATE.equals(database.getSqlState()));
    }

    private String write(@Nullable Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer cannot be written", impossible);
        }
    }
}
