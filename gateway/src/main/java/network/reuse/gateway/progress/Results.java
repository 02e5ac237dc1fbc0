package network.reuse.gateway.progress;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many devices a target counted when its deadline ended, by the time at which things happened and not at which the
 * network heard of them: what is reported late still belongs to its day, and what is corrected never was.
 */
@ApplicationScoped
public class Results {
    private static final String SUM = "select coalesce(sum(delta), 0)::bigint from hand_over_change where region = $1"
            + " and seq > $2 and seq <= $3 and stage = any($4) and category = any($5) and at < $6";
    private static final Known NOTHING = new Known(0, 0);

    private final Pool pool;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    public Results(Pool pool) {
        this.pool = pool;
    }

    /** A sum up to a public number, which never changes any more. */
    private record Known(long seq, long count) {}

    /** The result at the deadline as it was known after a public number; sums up only what is new since the last call. */
    Future<Long> atDeadline(Target target, long seq) {
        Known last = known.getOrDefault(target.rule(), NOTHING);
        Known from = last.seq() <= seq ? last : NOTHING;
        if (from.seq() == seq) {
            return Future.succeededFuture(from.count());
        }
        Tuple values = Tuple.of(target.region(), from.seq(), seq);
        values.addValue(target.basis().stream().map(act -> act.stage().name()).toArray(String[]::new));
        values.addValue(target.categories().stream().map(Enum::name).toArray(String[]::new));
        values.addValue(target.end().atOffset(ZoneOffset.UTC));
        return pool.preparedQuery(SUM).execute(values).map(rows -> {
            Known now = new Known(seq, from.count() + rows.iterator().next().getLong(0));
            var _ = known.merge(target.rule(), now, (one, other) -> one.seq() >= other.seq() ? one : other);
            return now.count();
        });
    }
}
