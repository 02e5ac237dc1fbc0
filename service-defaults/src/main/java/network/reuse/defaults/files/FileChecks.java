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
import java.util.UUID;
import network.reuse.defaults.periodic.PeriodicJobs;
import org.jboss.logging.Logger;

/**
 * Compares the bytes of files with their rows, a few at a time: those that nobody has compared for the longest time, and at each run those that
 * were damaged, which no longer are once somebody has put their bytes back. How many are damaged is the same gauge in every process.
 */
@ApplicationScoped
public class FileChecks {
    private static final Logger LOG = Logger.getLogger(FileChecks.class);
    private static final Duration LOOKS_EVERY = Duration.ofMinutes(1);
    private static final Duration CHECKED_EVERY = Duration.ofDays(30);
    private static final int AT_A_TIME = 200;

    /** Two processes that come at once check the same ones, and find the same. */
    private static final String CLAIM =
            "with due as (select f.id from file f left join file_check c on c.file_id = f.id"
                    + " where c.file_id is null or c.damaged or c.checked_at < $1"
                    + " order by coalesce(c.damaged, false) desc, c.checked_at nulls first, f.id limit " + AT_A_TIME
                    + "),"
                    + " claimed as (insert into file_check(file_id, checked_at) select id, clock_timestamp() from due order by id"
                    + " on conflict (file_id) do update set checked_at = excluded.checked_at returning file_id)"
                    + " select f.id, f.sha256, f.about_type, f.about_id from file f join claimed on claimed.file_id = f.id";

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

    /** Checks those that are due, no more than a few; gives how many are damaged by now, of all. */
    public Future<Long> check() {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(process.instant().minus(CHECKED_EVERY).atOffset(ZoneOffset.UTC)))
                .compose(this::each)
                .compose(_ -> look())
                .map(_ -> damaged);
    }

    private Future<?> each(RowSet<Row> due) {
        Future<?> done = Future.succeededFuture();
        for (Row row : due) {
            UUID id = row.getUUID("id");
            FileKey key = new FileKey(row.getString("sha256"), id);
            String about = row.getString("about_type") + "/" + row.getUUID("about_id");
            done = done.compose(_ -> isDamaged(key, about))
                    .compose(isDamaged -> pool.preparedQuery(
                                    "update file_check set damaged = $2 where file_id = $1 and damaged <> $2")
                            .execute(Tuple.of(id, isDamaged)));
        }
        return done;
    }

    private Future<Boolean> isDamaged(FileKey key, String about) {
        return store.get(key)
                .map(content -> {
                    content.close();
                    return false;
                })
                .recover(failure -> {
                    if (failure instanceof FileDamaged) {
                        LOG.errorf("%s, of %s", failure.getMessage(), about);
                        return Future.succeededFuture(true);
                    }
                    return Future.failedFuture(failure);
                });
    }
}
