package network.reuse.defaults.people;

import io.quarkus.arc.DefaultBean;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.timer.Timers;
import org.jboss.logging.Logger;

/**
 * Destroys once a day the keys that open nothing: those that a restore of their database brought back after they had been destroyed,
 * and those of commands that were undone. As long as the service's database holds nothing sealed at all, none is: it may be
 * about to be restored.
 */
@ApplicationScoped
@IfBuildProperty(name = "reuse.people.kept", stringValue = "true")
class DestroyOrphanedKeys {
    private static final Logger LOG = Logger.getLogger(DestroyOrphanedKeys.class);
    private static final String TIMER = "orphaned-keys";

    /** The keys behind this one are looked through by a firing of its own, so that no transaction waits for all of them. */
    private static final String PAGE_TIMER = "orphaned-keys-page";

    /** The command that made a younger one may be under way. */
    private static final Duration AGE = Duration.ofHours(1);

    private static final int PAGE = 1_000;
    private static final UUID FIRST = new UUID(0, 0);

    private final PersonKeys keys;
    private final SealedRefs refs;
    private final Timers timers;
    private final BusinessClock clock;

    DestroyOrphanedKeys(PersonKeys keys, SealedRefs refs, Timers timers, BusinessClock clock) {
        this.keys = keys;
        this.refs = refs;
        this.timers = timers;
        this.clock = clock;
    }

    @Produces
    @DefaultBean
    @Singleton
    static SealedRefs ofPeople() {
        return SealedRefs.OF_PEOPLE;
    }

    void start(@Observes StartupEvent started) {
        timers.on(PAGE_TIMER, (transaction, after) -> sweep(transaction, UUID.fromString(after)));
        timers.daily(TIMER, (transaction, _) -> begin(transaction));
    }

    private Future<?> begin(SqlConnection transaction) {
        return transaction
                .query("select exists (" + refs.query() + ")")
                .execute()
                .compose(rows ->
                        rows.iterator().next().getBoolean(0) ? next(transaction, FIRST) : Future.succeededFuture());
    }

    private Future<?> next(SqlConnection transaction, UUID after) {
        return timers.set(transaction, clock.now(), PAGE_TIMER, after.toString());
    }

    private Future<?> sweep(SqlConnection transaction, UUID after) {
        return keys.olderThan(AGE, after, PAGE)
                .compose(page -> page.isEmpty()
                        ? Future.succeededFuture()
                        : orphans(transaction, page)
                                .compose(this::destroy)
                                .compose(_ -> next(transaction, page.getLast())));
    }

    private Future<List<UUID>> orphans(SqlConnection transaction, List<UUID> page) {
        return transaction
                .preparedQuery("select key.ref from unnest($1::uuid[]) as key(ref)" + " where not exists (select from ("
                        + refs.query() + ") as held(ref) where held.ref = key.ref)")
                .execute(Tuple.of((Object) page.toArray(UUID[]::new)))
                .map(DestroyOrphanedKeys::refs);
    }

    private Future<?> destroy(List<UUID> orphans) {
        if (orphans.isEmpty()) {
            return Future.succeededFuture();
        }
        return keys.destroy(orphans)
                .onSuccess(_ -> LOG.infof("%d keys that opened nothing are destroyed", orphans.size()));
    }

    static List<UUID> refs(RowSet<Row> rows) {
        List<UUID> refs = new ArrayList<>(rows.size());
        rows.forEach(row -> refs.add(row.getUUID(0)));
        return refs;
    }
}
