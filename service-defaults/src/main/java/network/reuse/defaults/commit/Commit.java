package network.reuse.defaults.commit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.outbox.RelaySignal;
import org.jspecify.annotations.Nullable;

/**
 * Serves a command: looks its key up together with what it wants to change, lets the domain decide, and writes the
 * outcome with the key in one statement. All of it is one transaction under the caller's row-level security, sent in
 * two round trips: what does not depend on an answer is not awaited.
 */
@ApplicationScoped
public class Commit {
    private static final int ATTEMPTS = 4;

    /** A deadlock that this one lost, and a statement that found less than it must change. */
    private static final Set<String> PASSING = Set.of("40P01", "22012");

    private static final String FIND_KEY = "select fingerprint, status, location, version, body from idempotency_key"
            + " where organisation = $1 and key = $2";

    private final Pool pool;
    private final ObjectMapper json;
    private final RelaySignal signal;

    public Commit(Pool pool, ObjectMapper json, RelaySignal signal) {
        this.pool = pool;
        this.json = json;
        this.signal = signal;
    }

    /** How the body of an answer is made of the state that was reached. */
    public interface View<S> extends Function<Stored<S>, Object> {}

    /** What several aggregates' worth of work came to. */
    public record Outcome(
            int status,
            @Nullable String location,
            @Nullable Long version,
            @Nullable Object body) {
        public Outcome(int status, @Nullable Object body) {
            this(status, null, null, body);
        }
    }

    /** Work on several aggregates in the command's transaction, on its connection. */
    public interface Work {
        Future<Outcome> on(SqlConnection connection, Cause cause);
    }

    /** What a command reads before it decides; {@code patient} when it was tried before and shall wait for locked rows. */
    public interface Reads<F> {
        Future<F> from(SqlConnection connection, boolean patient);
    }

    /** Decides on what was read, and says what to send; refuses by throwing {@link Refusal}. */
    public interface Plans<F> {
        Plan of(F found, Cause cause);
    }

    /** Sends one or more statements, each of which fails when it does not do all that it should. */
    public interface Writes {
        Future<?> on(SqlConnection connection);
    }

    /**
     * What is sent without waiting for an answer in between, the commit included.
     *
     * @param last sent right before the commit: what others wait for is locked no longer than the server takes
     */
    public record Plan(Outcome outcome, Writes writes, Writes last) {}

    /** What was read has changed meanwhile: the command is tried again from the start. */
    public static final class Again extends RuntimeException {
        public Again() {
            super("what was read has changed meanwhile", null, false, false);
        }
    }

    /**
     * Changes one aggregate.
     *
     * @param decide the domain's decision on the state that was found; refuses by throwing {@link Refusal}
     */
    public <S, E> Uni<Answer> change(
            Command command,
            AggregateTable<S, E> table,
            UUID id,
            @Nullable Instant occurredAt,
            Function<S, Decision<S, E>> decide,
            View<S> view) {
        Instant occurred = command.occurred(occurredAt);
        return serve(command, (connection, _) -> {
            Future<Stored<S>> loading = table.require(connection, id);
            return Attempt.inOneStatement(loading, () -> {
                Stored<S> stored = loading.result();
                requireVersion(command, stored.version());
                if (!table.visibility(stored.state())
                        .owners()
                        .contains(command.caller().organisation())) {
                    throw Refusals.notYours();
                }
                Decision<S, E> decision = decide.apply(stored.state());
                Stored<S> next = new Stored<>(
                        id,
                        stored.version() + 1,
                        stored.sequence() + decision.events().size(),
                        decision.next());
                Answer answer = new Answer(200, null, next.version(), write(view.apply(next)), false);
                return table.changeKeyed(
                                connection, stored, decision, occurred, cause(command), new StoredKey(command, answer))
                        .map(done -> done ? answer : null);
            });
        });
    }

    /** Creates one aggregate; its answer is 201 with its address, {@code path} and the id. */
    public <S, E> Uni<Answer> create(
            Command command, AggregateTable<S, E> table, Creation<S, E> creation, String path, View<S> view) {
        Stored<S> made = new Stored<>(
                creation.id(),
                1,
                creation.decision().events().size(),
                creation.decision().next());
        Answer answer = new Answer(201, path + creation.id(), 1L, write(view.apply(made)), false);
        return serve(
                command,
                (connection, number) -> Attempt.inOneStatement(
                        Future.succeededFuture(),
                        () -> table.createKeyed(connection, creation, cause(command), new StoredKey(command, answer))
                                .map(done -> {
                                    // It may have collided with this very call, sent twice at once: then its key is
                                    // there now.
                                    if (!done && number > 1) {
                                        throw Refusals.alreadyExists();
                                    }
                                    return done ? answer : null;
                                })));
    }

    /** Does work on several aggregates, all of it or none, and keeps its answer. */
    public Uni<Answer> together(Command command, Work work) {
        return serve(
                command,
                (connection, _) -> Attempt.inSeveral(() -> work.on(connection, cause(command))
                        .compose(outcome -> {
                            Answer answer = new Answer(
                                    outcome.status(),
                                    outcome.location(),
                                    outcome.version(),
                                    write(outcome.body()),
                                    false);
                            Tuple key = Tuple.tuple();
                            new StoredKey(command, answer).addTo(key);
                            return connection
                                    .preparedQuery(StoredKey.INSERT)
                                    .execute(key)
                                    .map(_ -> answer);
                        })));
    }

    /**
     * Does work on several aggregates in two round trips: what {@code reads} asks for is sent along with the search for
     * the key, and all that {@code plans} wants written is sent with the key and the commit behind it. A statement that
     * fails takes everything with it.
     */
    public <F> Uni<Answer> inTwoTrips(Command command, Reads<F> reads, Plans<F> plans) {
        return serve(command, (connection, number) -> {
            Future<F> reading = reads.from(connection, number > 1);
            return Attempt.inOneStatement(reading, () -> {
                Plan plan = plans.of(reading.result(), cause(command));
                Answer answer = new Answer(
                        plan.outcome().status(),
                        plan.outcome().location(),
                        plan.outcome().version(),
                        write(plan.outcome().body()),
                        false);
                Tuple key = Tuple.tuple();
                new StoredKey(command, answer).addTo(key);
                Future<?> written = plan.writes().on(connection);
                Future<?> keyed = connection.preparedQuery(StoredKey.INSERT).execute(key);
                Future<?> last = plan.last().on(connection);
                return written.compose(_ -> keyed.compose(_ -> last.map(_ -> answer)));
            });
        });
    }

    /**
     * One try at a command, on an open transaction.
     *
     * @param ready what must have been read before the domain can decide
     * @param write decides and writes; its outcome is null when what was read has changed meanwhile
     * @param oneStatement whether the writing is a single statement that writes all or nothing, so that the commit
     *     may be sent behind it without waiting for its outcome
     */
    private record Attempt(Future<?> ready, Supplier<Future<@Nullable Answer>> write, boolean oneStatement) {
        static Attempt inOneStatement(Future<?> ready, Supplier<Future<@Nullable Answer>> write) {
            return new Attempt(ready, write, true);
        }

        static Attempt inSeveral(Supplier<Future<@Nullable Answer>> write) {
            return new Attempt(Future.succeededFuture(), write, false);
        }
    }

    /** Makes the attempt of this number, counted from 1. */
    private interface Attempts {
        Attempt on(SqlConnection connection, int number);
    }

    private Uni<Answer> serve(Command command, Attempts attempt) {
        return Uni.createFrom().completionStage(() -> serve(command, attempt, 1).toCompletionStage());
    }

    private Future<Answer> serve(Command command, Attempts attempt, int number) {
        return pool.getConnection()
                .compose(connection -> once(command, connection, attempt, number))
                .compose(answer -> {
                    if (answer != null) {
                        if (!answer.replayed()) {
                            signal.raise();
                        }
                        return Future.succeededFuture(answer);
                    }
                    if (number == ATTEMPTS) {
                        return Future.failedFuture(Refusal.of(
                                Refusal.Kind.ILLEGAL_NOW,
                                "in_progress",
                                "Une autre commande sur le même objet est en cours ; réessayez.",
                                "Another command on the same thing is in progress; try again."));
                    }
                    return serve(command, attempt, number + 1);
                });
    }

    private Future<@Nullable Answer> once(Command command, SqlConnection connection, Attempts attempt, int number) {
        Future<?> begun = begin(connection, command.caller());
        Future<@Nullable Answer> looking = findKey(connection, command);
        Attempt prepared = attempt.on(connection, number);
        AtomicBoolean open = new AtomicBoolean(true);
        Future<@Nullable Answer> answered = begun.compose(_ -> looking).compose(known -> {
            if (known != null) {
                return prepared.ready()
                        .transform(_ -> connection.query("rollback").execute())
                        .map(_ -> known);
            }
            return prepared.ready().compose(_ -> {
                Future<@Nullable Answer> written = prepared.write().get();
                if (prepared.oneStatement()) {
                    open.set(false);
                    Future<?> committed = connection.query("commit").execute();
                    return written.compose(answer -> committed.map(_ -> answer));
                }
                return written.compose(
                        answer -> connection.query("commit").execute().map(_ -> answer));
            });
        });
        return answered.recover(failure -> answeredMeanwhile(command, connection, failure, open.get())
                        .compose(known -> (open.get()
                                        ? connection.query("rollback").execute()
                                        : Future.succeededFuture())
                                .transform(_ -> known != null || isPassing(failure)
                                        ? Future.succeededFuture(known)
                                        : Future.failedFuture(isTaken(failure) ? Refusals.alreadyExists() : failure))))
                .eventually(() -> connection.close());
    }

    /**
     * What is refused may have been done by this very call, sent twice at once: when the other one was committed after its
     * key had been looked for here, and before what it changed was read.
     */
    private static Future<@Nullable Answer> answeredMeanwhile(
            Command command, SqlConnection connection, Throwable failure, boolean open) {
        return open && failure instanceof Refusal
                ? findKey(connection, command).recover(_ -> Future.succeededFuture())
                : Future.succeededFuture();
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
                        return new Answer(row.getInteger(1), row.getString(2), row.getLong(3), row.getString(4), true);
                    }
                    return null;
                });
    }

    /** Refuses unless the caller read this version, as its If-Match says. */
    public static void requireVersion(Command command, long version) {
        Long expected = command.ifMatch();
        String current = "\"v" + version + "\"";
        if (expected == null) {
            throw Refusal.of(
                            Refusal.Kind.CONDITION_MISSING,
                            "if_match_missing",
                            "L'en-tête If-Match est obligatoire : reprenez l'ETag de votre dernière lecture.",
                            "The If-Match header is required: repeat the ETag of your last read.")
                    .with(Map.of("current", current));
        }
        if (expected != version) {
            throw Refusal.of(
                            Refusal.Kind.STALE,
                            "stale",
                            "L'objet a changé depuis votre lecture ; relisez-le (ETag actuel : " + current + ").",
                            "It has changed since you read it; read it again (current ETag: " + current + ").")
                    .with(Map.of("current", current));
        }
    }

    /** A key that another call took, a deadlock that this one lost, or what a work itself wants tried again. */
    private static boolean isPassing(Throwable failure) {
        return failure instanceof Again
                || (failure instanceof PgException database
                        && (PASSING.contains(String.valueOf(database.getSqlState()))
                                || "idempotency_key_pkey".equals(database.getConstraint())));
    }

    /** Whether something that may be there only once is there already. */
    private static boolean isTaken(Throwable failure) {
        return failure instanceof PgException database && "23505".equals(database.getSqlState());
    }

    private static Cause cause(Command command) {
        return new Cause(command.correlation(), command.traceparent(), command.now());
    }

    private String write(@Nullable Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer cannot be written", impossible);
        }
    }
}
