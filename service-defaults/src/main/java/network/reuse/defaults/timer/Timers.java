package network.reuse.defaults.timer;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import network.reuse.defaults.time.BusinessClock;
import org.jboss.logging.Logger;

/**
 * Commands that fall due later, kept as rows {@code (due_at, command, key)} in business time. Any process may fire one;
 * the row is locked while it does, and goes with the effect.
 */
@ApplicationScoped
public class Timers {
    private static final Logger LOG = Logger.getLogger(Timers.class);
    private static final String FORGET_KEYS = "forget-idempotency-keys";
    private static final Duration KEYS_ARE_KEPT = Duration.ofDays(30);

    private final Pool pool;
    private final Vertx vertx;
    private final BusinessClock clock;
    private final Map<String, DueCommand> commands = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();

    public Timers(@ReactiveDataSource("worker") Pool pool, Vertx vertx, BusinessClock clock) {
        this.pool = pool;
        this.vertx = vertx;
        this.clock = clock;
    }

    /** Says what a timer of this name does. */
    public void on(String command, DueCommand due) {
        commands.put(command, due);
    }

    /** Sets a timer in the transaction of what it belongs to; one that is set already keeps its time. */
    public Future<?> set(SqlConnection transaction, Instant dueAt, String command, String key) {
        return transaction
                .preparedQuery("insert into timer(due_at, command, key) values ($1, $2, $3) on conflict do nothing")
                .execute(Tuple.of(dueAt.atOffset(ZoneOffset.UTC), command, key));
    }

    void start(@Observes StartupEvent started) {
        commands.put(FORGET_KEYS, this::forgetKeys);
        var _ = vertx.setTimer(
                5_000,
                _ -> pool.withTransaction(transaction -> set(transaction, clock.now(), FORGET_KEYS, "daily"))
                        .onFailure(failure -> LOG.debug("the daily timer cannot be set now", failure)));
        var _ = vertx.setPeriodic(500, _ -> look());
    }

    private void look() {
        if (looking.compareAndSet(false, true)) {
            fireNext(100).onComplete(_ -> looking.set(false));
        }
    }

    private Future<?> fireNext(int most) {
        if (most == 0) {
            return Future.succeededFuture();
        }
        return pool.withTransaction(this::fireOne)
                .compose(fired -> fired ? fireNext(most - 1) : Future.succeededFuture())
                .onFailure(failure -> LOG.warnf("a timer failed and will be tried again: %s", failure.toString()));
    }

    private Future<Boolean> fireOne(SqlConnection transaction) {
        String[] known = commands.keySet().toArray(String[]::new);
        return transaction
                .preparedQuery(
                        "delete from timer where id = (select id from timer where due_at <= $1"
                                + " and command = any($2) order by due_at limit 1 for update skip locked) returning command, key")
                .execute(Tuple.of(clock.now().atOffset(ZoneOffset.UTC), (Object) known))
                .compose(rows -> {
                    for (Row row : rows) {
                        DueCommand due = commands.get(row.getString(0));
                        if (due != null) {
                            return due.fire(transaction, row.getString(1)).map(_ -> true);
                        }
                    }
                    return Future.succeededFuture(false);
                });
    }

    private Future<?> forgetKeys(SqlConnection transaction, String key) {
        Instant now = clock.now();
        return transaction
                .preparedQuery("delete from idempotency_key where created_at < $1")
                .execute(Tuple.of(now.minus(KEYS_ARE_KEPT).atOffset(ZoneOffset.UTC)))
                .compose(_ -> set(transaction, now.plus(Duration.ofDays(1)), FORGET_KEYS, key));
    }
}
