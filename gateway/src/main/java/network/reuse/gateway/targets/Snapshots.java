package network.reuse.gateway.targets;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import network.reuse.defaults.periodic.PeriodicJobs;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes snapshots of the counters: their sums after every so many changes of a region, and each target's result at its
 * deadline at the same numbers. Public numbers become visible in their order, so what is summed up is complete; whichever
 * replica comes first writes it, and what is missing is made one after another.
 */
@ApplicationScoped
public class Snapshots {
    private static final String REGIONS = "select distinct region from counter order by region";
    private static final String NEXT = "with last as (select * from progress_snapshot where region = $1"
            + " order by seq desc limit 1),"
            + " upto as (select seq from progress_change where region = $1 and seq > coalesce((select seq from last), 0)"
            + " order by seq offset $2 limit 1),"
            + " summed as (select department, stage, kind, sum(now)::bigint as now, sum(ever)::bigint as ever,"
            + " max(committed_at) as committed_at from ("
            + " select u.department, u.stage, u.kind, u.now, u.ever, last.committed_at from last cross join"
            + " unnest(last.departments, last.stages, last.kinds, last.now, last.ever)"
            + " as u(department, stage, kind, now, ever)"
            + " union all select department, stage, kind, now_delta, ever_delta, committed_at from progress_change"
            + " where region = $1 and seq > coalesce((select seq from last), 0) and seq <= (select seq from upto)) all_of_it"
            + " group by department, stage, kind)"
            + " insert into progress_snapshot(region, seq, committed_at, departments, stages, kinds, now, ever)"
            + " select $1, u.seq, max(s.committed_at), array_agg(s.department), array_agg(s.stage), array_agg(s.kind),"
            + " array_agg(s.now), array_agg(s.ever) from upto u cross join summed s group by u.seq"
            + " on conflict do nothing returning seq";
    private static final String NEXT_RESULT = "with last as (select seq, counted from result_snapshot"
            + " where region = $1 and version = $2 order by seq desc limit 1),"
            + " upto as (select seq from progress_snapshot where region = $1 and seq > coalesce((select seq from last), $3)"
            + " order by seq limit 1)"
            + " insert into result_snapshot(region, version, seq, counted)"
            + " select $1, $2, u.seq, coalesce((select counted from last), 0) + coalesce((select sum(delta)"
            + " from hand_over_change where region = $1 and seq > coalesce((select seq from last), 0) and seq <= u.seq"
            + " and stage = any($4) and category = any($5) and at < $6), 0)::bigint from upto u"
            + " on conflict do nothing returning seq";

    private final Pool pool;
    private final PeriodicJobs jobs;
    private final int changes;

    public Snapshots(
            @ReactiveDataSource("worker") Pool pool,
            PeriodicJobs jobs,
            @ConfigProperty(name = "reuse.progress.snapshot.changes", defaultValue = "500") int changes) {
        this.pool = pool;
        this.jobs = jobs;
        this.changes = changes;
    }

    void start(@Observes StartupEvent started) {
        jobs.every(Duration.ofSeconds(5), "making snapshots", this::makeAll);
    }

    private Future<?> makeAll() {
        return pool.query(REGIONS).execute().compose(rows -> {
            List<String> regions = new ArrayList<>();
            rows.forEach(row -> regions.add(row.getString(0)));
            Future<?> made = Future.succeededFuture();
            for (String region : regions) {
                made = made.compose(_ -> whileMade(NEXT, Tuple.of(region, changes - 1)));
            }
            return made.compose(_ -> Targets.all(pool)).compose(targets -> {
                Future<?> results = Future.succeededFuture();
                for (Target target : targets) {
                    results = results.compose(_ -> whileMade(NEXT_RESULT, Results.values(target, 0)));
                }
                return results;
            });
        });
    }

    /** Makes the next one until there is none to make. */
    private Future<?> whileMade(String next, Tuple values) {
        return pool.preparedQuery(next)
                .execute(values)
                .map(RowSet::size)
                .compose(made -> made == 0 ? Future.succeededFuture() : whileMade(next, values));
    }
}
