package network.reuse.defaults.commit;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a command has decided: all that is to be written, and its answer. The writes are sent in their order without waiting
 * in between, each of which fails unless it does all that it should; what fails takes everything with it.
 */
public final class Plan {
    private final @Nullable UUID id;
    private final @Nullable Long version;
    private final @Nullable Object body;
    private final List<Write> writes = new ArrayList<>();
    private final List<Write> last = new ArrayList<>();
    private @Nullable Work work;

    private Plan(@Nullable UUID id, @Nullable Long version, @Nullable Object body) {
        this.id = id;
        this.version = version;
        this.body = body;
    }

    /** How the body of an answer is made of the state that was reached. */
    public interface View<S> extends Function<Stored<S>, Object> {}

    /**
     * Sends one or more statements at once, none of them later: what is sent after an answer may come behind the commit. Each
     * fails when it does not do all that it must.
     */
    public interface Write {
        Future<?> on(SqlConnection connection, Cause cause);
    }

    /** Work that needs answers in between; answers the body. */
    public interface Work {
        Future<?> on(SqlConnection connection, Cause cause);
    }

    /** A write that takes the idempotency key along in its one statement. */
    interface KeyedWrite extends Write {
        Future<?> keyed(SqlConnection connection, Cause cause, StoredKey key);
    }

    /** Changes one aggregate; the answer shows it as it is then. */
    public static <S, E> Plan change(AggregateTable<S, E> table, Change<S, E> change, View<S> view) {
        return showing(change.next(), view).add(new OneChange<>(table, change));
    }

    /** Creates one aggregate; the answer shows it. */
    public static <S, E> Plan create(AggregateTable<S, E> table, Creation<S, E> creation, View<S> view) {
        return showing(creation.next(), view).add(new OneCreation<>(table, creation));
    }

    /** Writes nothing yet; the answer shows this state, with its version. */
    public static <S> Plan showing(Stored<S> stored, View<S> view) {
        return new Plan(stored.id(), stored.version(), view.apply(stored));
    }

    /** Writes nothing yet; the answer is this body, which is no aggregate's. */
    public static Plan report(Object body) {
        return new Plan(null, null, body);
    }

    /** Writes nothing yet; the answer is what the work says. */
    public static Plan working(Work work) {
        Plan plan = new Plan(null, null, null);
        plan.work = work;
        return plan;
    }

    /** Changes these as well. */
    public <S, E> Plan changing(AggregateTable<S, E> table, List<Change<S, E>> changes) {
        return changes.isEmpty() ? this : add((connection, cause) -> table.changeAll(connection, changes, cause));
    }

    /** Creates these as well. */
    public <S, E> Plan creating(AggregateTable<S, E> table, List<Creation<S, E>> creations) {
        return creations.isEmpty() ? this : add((connection, cause) -> table.createAll(connection, creations, cause));
    }

    /** Writes rows that are no aggregate's. */
    public Plan writing(Write write) {
        return add(write);
    }

    /** Writes right before the commit: what others wait for is locked no longer than the server takes. */
    public Plan writingLast(Write write) {
        last.add(write);
        return this;
    }

    /**
     * Goes on when all writes but the last ones have been answered; what it answers is not shown. A plan has at most one such
     * continuation.
     */
    public Plan then(Write further) {
        if (work != null) {
            throw new IllegalStateException("a plan goes on once");
        }
        Object shown = body;
        work = (connection, cause) -> further.on(connection, cause).map(_ -> shown);
        return this;
    }

    /** Writes it in a transaction that is no command's, such as a timer's. */
    public Future<?> apply(SqlConnection transaction, Cause cause) {
        if (work != null) {
            throw new IllegalStateException("a plan with work that needs answers belongs to a command");
        }
        Future<?> first = write(transaction, cause);
        Future<?> then = writeLast(transaction, cause);
        return first.compose(_ -> then);
    }

    private Plan add(Write write) {
        writes.add(write);
        return this;
    }

    @Nullable UUID id() {
        return id;
    }

    @Nullable Long version() {
        return version;
    }

    @Nullable Object body() {
        return body;
    }

    @Nullable Work work() {
        return work;
    }

    /** The only write, when it can take the key along. */
    @Nullable KeyedWrite single() {
        return writes.size() == 1 && last.isEmpty() && writes.getFirst() instanceof KeyedWrite only ? only : null;
    }

    /** Sends all writes but the last ones. */
    Future<?> write(SqlConnection connection, Cause cause) {
        return send(writes, connection, cause);
    }

    Future<?> writeLast(SqlConnection connection, Cause cause) {
        return send(last, connection, cause);
    }

    private static Future<?> send(List<Write> all, SqlConnection connection, Cause cause) {
        List<Future<?>> sent = new ArrayList<>(all.size());
        for (Write write : all) {
            sent.add(write.on(connection, cause));
        }
        return Future.all(sent);
    }

    private record OneChange<S, E>(AggregateTable<S, E> table, Change<S, E> change) implements KeyedWrite {
        @Override
        public Future<?> on(SqlConnection connection, Cause cause) {
            return table.changeAll(connection, List.of(change), cause);
        }

        @Override
        public Future<?> keyed(SqlConnection connection, Cause cause, StoredKey key) {
            return table.changeKeyed(connection, change, cause, key);
        }
    }

    private record OneCreation<S, E>(AggregateTable<S, E> table, Creation<S, E> creation) implements KeyedWrite {
        @Override
        public Future<?> on(SqlConnection connection, Cause cause) {
            return table.createAll(connection, List.of(creation), cause);
        }

        @Override
        public Future<?> keyed(SqlConnection connection, Cause cause, StoredKey key) {
            return table.createKeyed(connection, creation, cause, key);
        }
    }
}
