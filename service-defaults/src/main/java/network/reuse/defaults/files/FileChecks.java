package network.reuse.defaults.files;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import network.reuse.defaults.periodic.PeriodicJobs;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Compares the bytes of files with their rows, a few at a time: those that nobody has compared for the longest time, and at each run some of
 * those that were damaged, which no longer are once somebody has put their bytes back. How many are damaged is the same gauge in every process.
 */
@ApplicationScoped
public class FileChecks {
    private static final Logger LOG = Logger.getLogger(FileChecks.class);
    private static final Duration LOOKS_EVERY = Duration.ofMinutes(1);
    private static final Duration CHECKED_EVERY = Duration.ofDays(30);
    private static final int DUE_AT_A_TIME = 150;
    private static final int DAMAGED_AT_A_TIME = 50;

    /** A store that gives none of so many is away, and the others are asked for at the next run; one of fewer holds up no other. */
    private static final int FAILURES = 3;

    /** Two processes that come at once check the same ones, and find the same. */
    private static final String DUE = "(select f.id, f.sha256, f.about_type, f.about_id, false as damaged from file f"
            + " left join file_check c on c.file_id = f.id"
            + " where c.file_id is null or (not c.damaged and c.checked_at < $1)"
            + " order by c.checked_at nulls first, f.id limit " + DUE_AT_A_TIME + ")"
            + " union all (select f.id, f.sha256, f.about_type, f.about_id, true from file f"
            + " join file_check c on c.file_id = f.id where c.damaged"
            + " order by c.checked_at, f.id limit " + DAMAGED_AT_A_TIME + ")";

    /** A file that has ended meanwhile has no bytes, and no row. */
    private static final String CHECKED = "insert into file_check(file_id, checked_at, damaged)"
            + " select id, clock_timestamp(), $2 from file where id = $1"
            + " on conflict (file_id) do update set checked_at = excluded.checked_at, damaged = excluded.damaged";

    private final FileStore store;
    private final FileSettings settings;
    private final Pool pool;
    private final PeriodicJobs jobs;
    private final InstantSource process;
    private final MeterRegistry metrics;
    private volatile long damaged;

    public FileChecks(
            FileStore store,
            FileSettings settings,
            @ReactiveDataSource("worker") Pool pool,
            PeriodicJobs jobs,
            InstantSource process,
            MeterRegistry metrics) {
        this.store = store;
        this.settings = settings;
        this.pool = pool;
        this.jobs = jobs;
        this.process = process;
        this.metrics = metrics;
    }

    /** Begins, in a service that keeps files. */
    void begin() {
        metrics.gauge("reuse.files.damaged", this, me -> me.damaged);
        jobs.every(LOOKS_EVERY, "looking at damaged files", this::look);
        jobs.every(settings.checkEvery(), "checking files", this::check);
    }

    private Future<?> look() {
        return pool.query("select count(*) from file_check where damaged")
                .execute()
                .onSuccess(rows -> damaged = rows.iterator().next().getLong(0));
    }

    /** Checks those that are due, no more than a few; gives how many are damaged by now, of all. Fails when the store did not give one. */
    public Future<Long> check() {
        return pool.preparedQuery(DUE)
                .execute(Tuple.of(process.instant().minus(CHECKED_EVERY).atOffset(ZoneOffset.UTC)))
                .compose(this::each)
                .compose(_ -> look())
                .map(_ -> damaged);
    }

    private Future<?> each(RowSet<Row> due) {
        List<Throwable> failures = new ArrayList<>();
        Future<?> done = Future.succeededFuture();
        for (Row row : due) {
            done = done.compose(_ -> failures.size() < FAILURES
                    ? check(row).otherwise(failure -> {
                        failures.add(failure);
                        return null;
                    })
                    : Future.succeededFuture());
        }
        return done.compose(
                _ -> failures.isEmpty() ? Future.succeededFuture() : Future.failedFuture(failures.getFirst()));
    }

    private Future<@Nullable Void> check(Row row) {
        UUID id = row.getUUID("id");
        return damage(new FileKey(row.getString("sha256"), id))
                .compose(damage -> pool.preparedQuery(CHECKED)
                        .execute(Tuple.of(id, damage.isPresent()))
                        .map(written -> {
                            if (written.rowCount() > 0 && damage.isPresent() != row.getBoolean("damaged")) {
                                tell(row, damage);
                            }
                            return null;
                        }));
    }

    private static void tell(Row row, Optional<FileDamaged> damage) {
        String about = row.getString("about_type") + "/" + row.getUUID("about_id");
        damage.ifPresentOrElse(
                found -> LOG.errorf("%s, of %s", found.getMessage(), about),
                () -> LOG.infof("the file store has the bytes of %s again, of %s", row.getUUID("id"), about));
    }

    private Future<Optional<FileDamaged>> damage(FileKey key) {
        return store.get(key)
                .map(content -> {
                    content.close();
                    return Optional.<FileDamaged>empty();
                })
                .recover(failure -> failure instanceof FileDamaged damage
                        ? Future.succeededFuture(Optional.of(damage))
                        : Future.failedFuture(failure));
    }
}
