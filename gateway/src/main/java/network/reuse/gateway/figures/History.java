package network.reuse.gateway.figures;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import network.reuse.gateway.projection.Count;
import network.reuse.gateway.projection.CounterCell;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A region's figures after a public number of the past. They are the sums of the last snapshot before it and of the
 * changes since, so the length of the history does not matter; they never change, so they are kept; and few are summed up
 * at once, so that whoever asks for many slows nobody else.
 */
@ApplicationScoped
public class History {
    private static final int MOST_KEPT = 100;
    private static final String SUM = "with c as (select * from progress_snapshot where region = $1 and seq <= $2"
            + " order by seq desc limit 1)"
            + " select department, stage, kind, sum(now)::bigint, sum(ever)::bigint, max(seq), max(committed_at) from ("
            + " select u.department, u.stage, u.kind, u.now, u.ever, c.seq, c.committed_at from c cross join"
            + " unnest(c.departments, c.stages, c.kinds, c.now, c.ever) as u(department, stage, kind, now, ever)"
            + " union all select department, stage, kind, now_delta, ever_delta, seq, committed_at from progress_change"
            + " where region = $1 and seq > coalesce((select seq from c), 0) and seq <= $2) as summed"
            + " group by department, stage, kind";

    private final Pool pool;
    private final Bulkhead bulkhead;
    private final AsyncCache<Place, RegionFigures> kept =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).buildAsync();

    private record Place(String region, long seq) {}

    public History(
            Vertx vertx,
            Pool pool,
            @ConfigProperty(name = "reuse.progress.history.most-at-once", defaultValue = "1") int mostAtOnce,
            @ConfigProperty(name = "reuse.progress.history.most-waiting", defaultValue = "50") int mostWaiting) {
        this.pool = pool;
        this.bulkhead = new Bulkhead(mostAtOnce, mostWaiting, millis -> vertx.timer(millis, TimeUnit.MILLISECONDS));
    }

    /** The figures after a change of that region, named by its number; 0 for those before the first. */
    Future<RegionFigures> after(String region, long seq) {
        if (seq == 0) {
            return Future.succeededFuture(RegionFigures.NONE);
        }
        return Future.fromCompletionStage(kept.get(
                new Place(region, seq),
                (_, _) -> sum(region, seq).toCompletionStage().toCompletableFuture()));
    }

    /** Answers a question about the past when its turn has come. */
    <T> Future<T> inTurn(Supplier<Future<T>> question) {
        return bulkhead.run(question);
    }

    private Future<RegionFigures> sum(String region, long seq) {
        return pool.preparedQuery(SUM).execute(Tuple.of(region, seq)).map(rows -> read(rows));
    }

    private static RegionFigures read(RowSet<Row> rows) {
        Map<CounterCell, Count> cells = new HashMap<>();
        long seq = 0;
        Instant asOf = null;
        for (Row row : rows) {
            cells.put(
                    CounterCell.of("", row.getString(0), row.getString(1), row.getString(2)),
                    new Count(row.getLong(3), row.getLong(4)));
            seq = Math.max(seq, row.getLong(5));
            Instant committed = row.getOffsetDateTime(6).toInstant();
            asOf = asOf == null || committed.isAfter(asOf) ? committed : asOf;
        }
        return new RegionFigures(seq, asOf, cells);
    }
}
