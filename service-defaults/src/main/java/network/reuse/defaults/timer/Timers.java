package network.reuse.defaults.timer;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import network.reuse.defaults.database.PipelinedStatements;
import network.reuse.defaults.delivery.BackOff;
import network.reuse.defaults.periodic.PeriodicJobs;
import network.reuse.defaults.time.Age;
import network.reuse.defaults.time.BusinessClock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Commands that fall due later, kept as rows {@code (due_at, command, key)} in business time. Any process may fire one;
 * the row is locked while it does, and goes with the effect. One that fails is tried again later and later, and keeps
 * nobody else from firing.
 */
@ApplicationScoped
public class Timers {
    private static final Logger LOG = Logger.getLogger(Timers.class);
    private static final String FORGET_KEYS = "forget-idempotency-keys";
    private static final Duration KEYS_ARE_KEPT = Duration.ofDays(30);
    private static final BackOff BACK_OFF = BackOff.doubling(Duration.ofSeconds(1), Duration.ofMinutes(5));
    private static final int MOST_A_LOOK = 100;

    private final Pool pool;
    private final PeriodicJobs jobs;
    private final BusinessClock clock;
    private final Map<String, DueCommand> commands = new ConcurrentHashMap<>();
    private final Set<String> daily = ConcurrentHashMap.newKeySet();
    private final Age overdue = new Age();
    private volatile long failing;

    public Timers(@ReactiveDataSource("worker") Pool pool, PeriodicJobs jobs, BusinessClock clock) {
        this.pool = pool;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Says what a timer of this name does. */
    public void on(String command, DueCommand due) {
        commands.put(command, due);
    }

    /** Says what is done once a day from now on, whichever process does it. */
    public void daily(String command, DueCommand due) {
        on(command, (transaction, key) -> {
            Future<?> done = due.fire(transaction, key);
            return done.compose(_ -> set(transaction, clock.now().plus(Duration.ofDays(1)), command, key));
        });
        daily.add(command);
    }

    /** Sets a timer in the transaction of what it belongs to; one that is set already keeps its time. */
    public Future<?> set(SqlConnection transaction, Instant dueAt, String command, String key) {
        return transaction
                .preparedQuery("insert into timer(due_at, command, key) values ($1, $2, $3) on conflict do nothing")
                .execute(Tuple.of(dueAt.atOffset(ZoneOffset.UTC), command, key));
    }

    void start(@Observes StartupEvent started, MeterRegistry metrics) {
        metrics.gauge("reuse.timers.failing", this, timers -> timers.failing);
        metrics.gauge("reuse.timers.overdue.seconds", overdue, Age::seconds);
        daily(FORGET_KEYS, (transaction, _) -> forgetKeys(transaction));
        jobs.every(Duration.ofMillis(500), "firing the timers", this::look);
        jobs.every(Duration.ofSeconds(5), "setting the daily timers", this::beginDaily);
    }

    /** Sets the first of each daily timer, which sets the next ones itself. */
    private Future<?> beginDaily() {
        if (daily.isEmpty() || !clock.isTrusted()) {
            return Future.succeededFuture();
        }
        List<String> first = List.copyOf(daily);
        return pool.withTransaction(transaction -> PipelinedStatements.answered(first.stream()
                        .map(command -> set(transaction, clock.now(), command, "daily"))
                        .toList()))
                .onSuccess(_ -> daily.removeAll(first));
    }

    /** What is overdue is shown whatever the clock; it fires only by a clock that agrees with the database's. */
    private Future<?> look() {
        return anyDue().compose(due -> due && clock.isTrusted() ? fireDue() : Future.succeededFuture());
    }

    private Future<Boolean> anyDue() {
        return pool.preparedQuery("select extract(epoch from $1::timestamptz - min(due_at))::float8,"
                        + " (select count(*) from timer where attempts > 0)"
                        + " from timer where due_at <= $1 and command = any($2)")
                .execute(Tuple.of(clock.shown().atOffset(ZoneOffset.UTC), (Object) known()))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    failing = row.getLong(1);
                    Double oldest = row.getDouble(0);
                    if (oldest == null) {
                        overdue.none();
                    } else {
                        overdue.seen(oldest);
                    }
                    return oldest != null;
                });
    }

    /** Those that have never failed go together; when one of them fails, and for those that have, each goes alone. */
    private Future<Void> fireDue() {
        return pool.withTransaction(transaction ->
                        take(transaction, "attempts = 0", MOST_A_LOOK).compose(due -> fireAll(transaction, due)))
                .recover(failure -> {
                    LOG.debugf("timers that were due together fire one by one: %s", failure.getClass());
                    return Future.succeededFuture(0);
                })
                .compose(fired -> {
                    Promise<Void> done = Promise.promise();
                    fireAlone(MOST_A_LOOK - fired, done);
                    return done.future();
                });
    }

    private Future<Integer> fireAll(SqlConnection transaction, List<Due> due) {
        Future<?> fired = Future.succeededFuture();
        for (Due one : due) {
            fired = fired.compose(_ -> fire(transaction, one));
        }
        return fired.map(due.size());
    }

    private void fireAlone(int most, Promise<Void> done) {
        if (most == 0) {
            done.complete();
            return;
        }
        fireOne()
                .onSuccess(found -> {
                    if (found) {
                        fireAlone(most - 1, done);
                    } else {
                        done.complete();
                    }
                })
                .onFailure(done::fail);
    }

    private Future<Boolean> fireOne() {
        AtomicReference<@Nullable Due> tried = new AtomicReference<>();
        return pool.withTransaction(transaction -> take(transaction, "true", 1).compose(due -> {
                    if (due.isEmpty()) {
                        return Future.succeededFuture();
                    }
                    tried.set(due.getFirst());
                    return fire(transaction, due.getFirst()).mapEmpty();
                }))
                .map(_ -> tried.get() != null)
                .recover(failure -> {
                    Due failed = tried.get();
                    return failed == null
                            ? Future.failedFuture(failure)
                            : postpone(failed, failure).map(true);
                });
    }

    /** Takes due timers out of the table, oldest first; those that another process is firing are passed over. */
    private Future<List<Due>> take(SqlConnection transaction, String which, int most) {
        return transaction
                .preparedQuery("delete from timer where id = any(array(select id from timer where due_at <= $1"
                        + " and command = any($2) and " + which + " order by due_at limit $3 for update skip locked))"
                        + " returning id, command, key, attempts, due_at")
                .execute(Tuple.of(now(), (Object) known(), most))
                .map(rows -> {
                    List<Due> due = new ArrayList<>();
                    for (Row row : rows) {
                        due.add(new Due(
                                row.getLong(0),
                                row.getString(1),
                                row.getString(2),
                                row.getInteger(3),
                                row.getOffsetDateTime(4)));
                    }
                    due.sort(Comparator.comparing(Due::at));
                    return due;
                });
    }

    private Future<?> fire(SqlConnection transaction, Due due) {
        return Objects.requireNonNull(commands.get(due.command())).fire(transaction, due.key());
    }

    private Future<?> postpone(Due due, Throwable failure) {
        Duration rest = restAfter(due.attempts() + 1);
        LOG.warnf(
                "timer %s has failed, attempt %d, and is tried again in %d s: %s",
                due.command(),
                due.attempts() + 1,
                rest.toSeconds(),
                failure.getClass().getName());
        return pool.preparedQuery(
                        "update timer set attempts = attempts + 1, due_at = $3 where id = $1 and attempts = $2")
                .execute(Tuple.of(due.id(), due.attempts(), clock.after(rest).atOffset(ZoneOffset.UTC)));
    }

    /** How long a timer rests after so many failures: 1 s, 2 s, 4 s … at most 5 min. */
    public static Duration restAfter(int failures) {
        return BACK_OFF.after(failures).orElseThrow();
    }

    private OffsetDateTime now() {
        return clock.now().atOffset(ZoneOffset.UTC);
    }

    private String[] known() {
        return commands.keySet().toArray(String[]::new);
    }

    private Future<?> forgetKeys(SqlConnection transaction) {
        return transaction
                .preparedQuery("delete from idempotency_key where created_at < $1")
                .execute(Tuple.of(clock.now().minus(KEYS_ARE_KEPT).atOffset(ZoneOffset.UTC)));
    }

    private record Due(long id, String command, String key, int attempts, OffsetDateTime at) {}
}
