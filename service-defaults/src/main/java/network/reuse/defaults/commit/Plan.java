package network.reuse.defaults.commit;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import network.reuse.defaults.database.PipelinedStatements;
import org.jspecify.annotations.Nullable;

/**
 * What a command has decided: all that is to be written, and its answer. The writes are sent in their order without waiting
 * in between; an interaction, which needs answers, follows them. Whatever fails to do all that it should takes everything with it.
 */
public final class Plan {
    private final @Nullable UUID id;
    private final @Nullable Long version;
    private final Body body;
    private final List<Write> writes = new ArrayList<>();
    private final List<Write> beforeCommit = new ArrayList<>();
    private @Nullable Interaction interaction;

    private Plan(@Nullable UUID id, @Nullable Long version, Body body) {
        this.id = id;
        this.version = version;
        this.body = body;
    }

    /** How the body of an answer is made of the state that was reached. */
    public interface View<S> extends Function<Stored<S>, Object> {}

    /** The body of an answer, as it is when the plan is written at this time. */
    private interface Body {
        @Nullable Object at(Instant now);
    }

    /**
     * Sends one or more statements at once. It sends none after an answer, which may come behind the commit: that is an
     * {@link Interaction}. It fails when a statement does not do all that it must.
     */
    public interface Write {
        Future<?> on(SqlConnection connection, Cause cause);
    }

    /** Statements of which some need the answers of others; its own answer is the body. */
    public interface Interaction {
        Future<?> on(SqlConnection connection, Cause cause);
    }

    /** A write that takes the idempotency key along in its one statement. */
    interface KeyedWrite extends Write {
        Future<?> keyed(SqlConnection connection, Cause cause, StoredKey key);
    }

    /** Changes one aggregate; the answer shows it as it is then. */
    public static <S, E> Plan change(AggregateTable<S, E> table, Change<S, E> change, View<S> view) {
        return new Plan(change.from().id(), change.from().version() + 1, now -> view.apply(change.next(now)))
                .add(new OneChange<>(table, change));
    }

    /**
     * The same, written right before the commit: behind an interaction that may take its time, such as one with another database,
     * while nothing that others wait for is locked yet.
     */
    public static <S, E> Plan changeBeforeCommit(AggregateTable<S, E> table, Change<S, E> change, View<S> view) {
        return new Plan(change.from().id(), change.from().version() + 1, now -> view.apply(change.next(now)))
                .writingBeforeCommit((connection, cause) -> table.changeAll(connection, List.of(change), cause));
    }

    /** Creates one aggregate; the answer shows it. */
    public static <S, E> Plan create(AggregateTable<S, E> table, Creation<S, E> creation, View<S> view) {
        return showing(creation, view).add(new OneCreation<>(table, creation));
    }

    /** Writes nothing yet; the answer shows this state, which is kept already, with its version. */
    public static <S> Plan showing(Stored<S> stored, View<S> view) {
        return new Plan(stored.id(), stored.version(), _ -> view.apply(stored));
    }

    /** Writes nothing yet; the answer shows what is created. */
    public static <S, E> Plan showing(Creation<S, E> creation, View<S> view) {
        return new Plan(creation.id(), 1L, now -> view.apply(creation.next(now)));
    }

    /** Writes nothing yet; the answer is this body, which is no aggregate's. */
    public static Plan answering(Object body) {
        return new Plan(null, null, _ -> body);
    }

    /** Writes nothing yet; the answer is the interaction's. */
    public static Plan interacting(Interaction interaction) {
        Plan plan = new Plan(null, null, _ -> null);
        plan.interaction = interaction;
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

    /** Writes right before the commit, so that a row for which others wait is locked as shortly as possible. */
    public Plan writingBeforeCommit(Write write) {
        beforeCommit.add(write);
        return this;
    }

    /**
     * Interacts once all writes but those before the commit have been answered; the plan's answer stays what it was. A plan has
     * at most one interaction.
     */
    public Plan then(Interaction further) {
        if (interaction != null) {
            throw new IllegalStateException("a plan has one interaction");
        }
        interaction = (connection, cause) -> further.on(connection, cause).map(_ -> body(cause));
        return this;
    }

    /** Writes it in a transaction that is no command's, such as a timer's. */
    public Future<?> apply(SqlConnection transaction, Cause cause) {
        if (interaction != null) {
            throw new IllegalStateException("a plan with an interaction belongs to a command");
        }
        Future<?> first = write(transaction, cause);
        Future<?> last = writeBeforeCommit(transaction, cause);
        return first.compose(_ -> last);
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

    /** The body of the answer once this is written for this cause. */
    @Nullable Object body(Cause cause) {
        return body.at(cause.now());
    }

    @Nullable Interaction interaction() {
        return interaction;
    }

    /** The only write, when it can take the key along. */
    @Nullable KeyedWrite onlyKeyedWrite() {
        return writes.size() == 1 && beforeCommit.isEmpty() && writes.getFirst() instanceof KeyedWrite only
                ? only
                : null;
    }

    /** Sends all writes but those before the commit. */
    Future<?> write(SqlConnection connection, Cause cause) {
        return send(writes, connection, cause);
    }

    Future<?> writeBeforeCommit(SqlConnection connection, Cause cause) {
        return send(beforeCommit, connection, cause);
    }

    private static Future<?> send(List<Write> all, SqlConnection connection, Cause cause) {
        List<Future<?>> sent = new ArrayList<>(all.size());
        for (Write write : all) {
            sent.add(write.on(connection, cause));
        }
        return PipelinedStatements.answered(sent);
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
