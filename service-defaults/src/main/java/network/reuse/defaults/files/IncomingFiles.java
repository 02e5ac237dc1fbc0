package network.reuse.defaults.files;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ServiceUnavailableException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Writes commands that bring files. The bytes are in the store before their rows, so that no row speaks of what is not there; they are not put
 * there for a call that is refused, nor for one that was answered before.
 */
@ApplicationScoped
public class IncomingFiles {
    /** How many of a call's files are being put into the store at once. */
    static final int AT_A_TIME = 4;

    private final Commit commit;
    private final Reading reading;
    private final FileStore store;

    public IncomingFiles(Commit commit, Reading reading, FileStore store) {
        this.commit = commit;
        this.reading = reading;
        this.store = store;
    }

    /** Looks before anything is decided which files there are to keep; refuses a call that is refused whatever it brings. */
    public interface Looks {
        Future<Map<FileKey, ReceivedFile>> at(SqlConnection connection);
    }

    /**
     * Decides as {@link Commit.Decides} does.
     *
     * @param <R> what was read
     */
    public interface Decides<R> {
        /** Tells by {@link InStore#keep} which of the files that are in the store have a row. */
        Plan on(R read, InStore files);
    }

    /** The files that a command has in the store. */
    public static final class InStore {
        private final Map<FileKey, ReceivedFile> files;
        private final Set<FileKey> kept = ConcurrentHashMap.newKeySet();

        private InStore(Map<FileKey, ReceivedFile> files) {
            this.files = Map.copyOf(files);
        }

        /** All of them. */
        public Map<FileKey, ReceivedFile> all() {
            return files;
        }

        /** That one has a row. */
        public void keep(FileKey key) {
            var _ = kept.add(key);
        }
    }

    /** What there is to put into the store, or why nothing is. */
    private record Look(
            Map<FileKey, ReceivedFile> files, @Nullable Refusal refusal, boolean answered) {}

    /**
     * Decides on one file; asked before the file is in the store as well, so that none is put there for a call that is refused.
     *
     * @param <R> what was read
     */
    public interface DecidesOnOne<R> {
        Plan on(R read, FileKey key);
    }

    /** Writes what is decided on the one file that a command brings, once that is in the store. */
    public <R> Uni<Answer> writeOne(
            Command command,
            Unversioned why,
            ReceivedFile file,
            Function<SqlConnection, Future<R>> reads,
            DecidesOnOne<R> decides) {
        FileKey key = new FileKey(file.sha256(), Ids.next());
        return write(
                command,
                why,
                connection -> reads.apply(connection).map(read -> {
                    var _ = decides.on(read, key);
                    return Map.of(key, file);
                }),
                (connection, _) -> reads.apply(connection),
                (read, files) -> {
                    Plan plan = decides.on(read, key);
                    files.keep(key);
                    return plan;
                });
    }

    /** Writes what is decided, once the files are in the store that it is about. */
    public <R> Uni<Answer> write(
            Command command, Unversioned why, Looks looks, Commit.Reads<R> reads, Decides<R> decides) {
        return reading.inTransaction(command.caller(), connection -> look(connection, command, looks))
                .onFailure(Refusal.class)
                .recoverWithItem(refusal -> new Look(Map.of(), refusal, false))
                .chain(look -> {
                    InStore files = new InStore(look.files());
                    return put(store, look.files())
                            .chain(() -> commit.write(command, why, reads, read -> decide(look, decides, read, files)))
                            .call(_ -> drop(files));
                });
    }

    private static Future<Look> look(SqlConnection connection, Command command, Looks looks) {
        return connection
                .preparedQuery("select from idempotency_key where organisation = $1 and key = $2")
                .execute(Tuple.of(command.caller().organisation(), command.key()))
                .compose(answered -> answered.size() > 0
                        ? Future.succeededFuture(new Look(Map.of(), null, true))
                        : looks.at(connection).map(files -> new Look(files, null, false)));
    }

    private static <R> Plan decide(Look look, Decides<R> decides, R read, InStore files) {
        if (look.refusal() != null) {
            throw look.refusal();
        }
        if (look.answered()) {
            // Its answer was forgotten before it was read again.
            throw new ServiceUnavailableException(1L);
        }
        files.kept.clear();
        return decides.on(read, files);
    }

    /** Puts a few at a time, no more of them once one has failed; tells of the first failure when none is being put any more. */
    static Uni<?> put(FileStore store, Map<FileKey, ReceivedFile> files) {
        AtomicReference<@Nullable Throwable> first = new AtomicReference<>();
        return Multi.createFrom()
                .iterable(files.entrySet())
                .onItem()
                .transformToUni(file -> first.get() != null
                        ? Uni.createFrom().nullItem()
                        : future(() -> store.put(file.getKey(), file.getValue()))
                                .onFailure()
                                .invoke(failure -> first.compareAndSet(null, failure))
                                .onFailure()
                                .recoverWithNull())
                .merge(AT_A_TIME)
                .collect()
                .last()
                .chain(() -> {
                    Throwable failure = first.get();
                    return failure == null
                            ? Uni.createFrom().voidItem()
                            : Uni.createFrom().failure(failure);
                });
    }

    /** What has no row is not needed, as of a call that is repeated, which gets the first answer; the sweep takes what stays. */
    private Uni<?> drop(InStore files) {
        return Multi.createFrom()
                .iterable(files.all().keySet())
                .filter(key -> !files.kept.contains(key))
                .onItem()
                .transformToUniAndConcatenate(
                        key -> future(() -> store.delete(key)).onFailure().recoverWithNull())
                .collect()
                .last();
    }

    private static <T> Uni<T> future(Supplier<Future<T>> asked) {
        return Uni.createFrom().completionStage(() -> asked.get().toCompletionStage());
    }
}
