package network.reuse.gateway.targets;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;

/**
 * How many devices a target counted when its deadline ended, by the time at which things happened and not at which the
 * network heard of them: what is reported late still belongs to its day, and what is corrected never was.
 */
@ApplicationScoped
public class Results {
    private static final String SUM =
            "select coalesce(c.counted, 0) + coalesce((select sum(delta) from hand_over_change"
                    + " where region = $1 and seq > coalesce(c.seq, 0) and seq <= $3 and stage = any($4) and category = any($5)"
                    + " and at < $6), 0)::bigint from (select) one left join lateral (select seq, counted from result_snapshot"
                    + " where region = $1 and version = $2 and seq <= $3 order by seq desc limit 1) c on true";

    private final Pool pool;

    public Results(Pool pool) {
        this.pool = pool;
    }

    /** The result at the deadline as it was known after a public number. */
    public Future<Long> atDeadline(Target target, long seq) {
        return pool.preparedQuery(SUM)
                .execute(values(target, seq))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Region, version, number, stages, categories and the end of the deadline, as {@code $1} to {@code $6}. */
    static Tuple values(Target target, long seq) {
        return Tuple.of(
                target.region(),
                target.version(),
                seq,
                target.basis().stream().map(act -> act.stage().name()).toArray(String[]::new),
                target.categories().stream().map(Enum::name).toArray(String[]::new),
                target.end().atOffset(ZoneOffset.UTC));
    }
}
