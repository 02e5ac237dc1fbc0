package network.reuse.defaults.files;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.timer.Timers;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ends what is kept of files. Once a day the rows go whose retention class has ended; bytes of which no row speaks go when they are a day old,
 * whether their row has ended or their command was refused. So there is no moment at which a row speaks of bytes that are gone. A service that
 * keeps files adds {@code db/files} to its migrations, and begins this.
 */
@ApplicationScoped
public class FileRetention {
    private static final Logger LOG = Logger.getLogger(FileRetention.class);
    private static final String TIMER = "end-files";

    /** Longer than any command takes, which writes the bytes before it writes the row. */
    private static final Duration WAITS_FOR_ITS_ROW = Duration.ofDays(1);

    private final FileStore store;
    private final FileSettings settings;
    private final Pool pool;
    private final Timers timers;
    private final PeriodicJobs jobs;
    private final BusinessClock clock;
    private final InstantSource process;
    private final FileChecks checks;

    public FileRetention(
            FileStore store,
            FileSettings settings,
            @ReactiveDataSource("worker") Pool pool,
            Timers timers,
            PeriodicJobs jobs,
            BusinessClock clock,
            InstantSource process,
            FileChecks checks) {
        this.checks = checks;
        this.store = store;
        this.settings = settings;
        this.pool = pool;
        this.timers = timers;
        this.jobs = jobs;
        this.clock = clock;
        this.process = process;
    }

    /** Begins, in a service that keeps files. */
    public void begin() {
        TemporaryFiles.clean();
        timers.daily(TIMER, (transaction, _) -> FileTable.end(transaction, clock.now()));
        jobs.every(settings.sweepEvery(), "sweeping the file store", this::sweep);
        checks.begin();
    }

    /**
     * Deletes the bytes that are a day old and have no row, unless they are another database's; gives how many. Real time counts, by which the
     * keys were made.
     */
    public Future<Integer> sweep() {
        Instant before = process.instant().minus(WAITS_FOR_ITS_ROW);
        return pool.withConnection(connection -> FileStoreOwner.isThis(connection, store))
                .compose(owned -> owned
                        ? store.deleteUnfinished(before).compose(_ -> sweep(null, before, 0))
                        : Future.succeededFuture(0));
    }

    private Future<Integer> sweep(@Nullable FileKey after, Instant madeBefore, int sofar) {
        return store.list(after).compose(page -> {
            List<FileKey> old = page.stream()
                    .filter(key -> key.madeAt().isBefore(madeBefore))
                    .toList();
            return pool.withConnection(connection -> FileTable.known(
                            connection, old.stream().map(FileKey::id).toList()))
                    .compose(known -> delete(orphans(old, known)))
                    .compose(deleted -> page.size() < FileStore.PAGE
                            ? Future.succeededFuture(sofar + deleted)
                            : sweep(page.getLast(), madeBefore, sofar + deleted));
        });
    }

    private static List<FileKey> orphans(List<FileKey> old, Set<UUID> known) {
        return old.stream().filter(key -> !known.contains(key.id())).toList();
    }

    private Future<Integer> delete(List<FileKey> orphans) {
        Future<Void> done = Future.succeededFuture();
        for (FileKey orphan : orphans) {
            done = done.compose(_ -> store.delete(orphan));
        }
        if (!orphans.isEmpty()) {
            LOG.infof("%d files in the store have no row any more, and are deleted", orphans.size());
        }
        return done.map(orphans.size());
    }
}
