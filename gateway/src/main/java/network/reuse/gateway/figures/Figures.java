package network.reuse.gateway.figures;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ServiceUnavailableException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.gateway.projection.Count;
import network.reuse.gateway.projection.CounterCell;
import network.reuse.gateway.targets.Results;
import network.reuse.gateway.targets.Targets;

/**
 * A region's figures: as they are, as the network knew them at an instant, or after a public number. Figures of the
 * past are summed up from the changes, apart from the counters that are shown live, and are the same for ever.
 */
@ApplicationScoped
public class Figures {
    private static final String NOW = "select p.last, p.at, c.department, c.stage, c.kind, c.now, c.ever, c.seq,"
            + " c.committed_at from public_seq p left join counter c on c.region = $1";
    private static final String AS_OF = "select p.at, coalesce((select seq from progress_change where region = $1"
            + " and committed_at <= $2 order by committed_at desc, seq desc limit 1), 0) from public_seq p";
    private static final String AT_NUMBER = "select p.last, coalesce((select max(seq) from progress_change"
            + " where region = $1 and seq <= $2), 0) from public_seq p";
    private static final int PATIENCE = 40;
    private static final long PAUSE_MILLIS = 50;

    private final Pool pool;
    private final Vertx vertx;
    private final BusinessClock clock;
    private final Targets targets;
    private final Results results;
    private final History history;

    public Figures(Pool pool, Vertx vertx, BusinessClock clock, Targets targets, Results results, History history) {
        this.pool = pool;
        this.vertx = vertx;
        this.clock = clock;
        this.targets = targets;
        this.results = results;
        this.history = history;
    }

    /** The figures as they are now. */
    public Future<Progress> now(String region) {
        return pool.preparedQuery(NOW)
                .execute(Tuple.of(region))
                .compose(rows -> withTarget(region, read(rows), clock.shown()));
    }

    /** The figures as the network knew them at that instant, which lies in the past. */
    public Future<Progress> asOf(String region, Instant instant) {
        if (instant.isAfter(clock.shown())) {
            return Future.failedFuture(Refusal.invalid(
                    "/asOf",
                    "in_future",
                    "« asOf » est dans le futur ; personne ne connaît encore ces chiffres.",
                    "\"asOf\" lies in the future; nobody knows these figures yet."));
        }
        return history.inTurn(() -> lastChange(region, instant)
                .compose(seq -> history.after(region, seq))
                .compose(figures -> withTarget(region, figures, instant)));
    }

    /** The figures after a public number. */
    public Future<Progress> at(String region, long number) {
        return history.inTurn(() -> lastChange(region, number)
                .compose(seq -> history.after(region, seq))
                .compose(figures -> withTarget(region, figures, clock.shown())));
    }

    private Future<Long> lastChange(String region, long number) {
        return pool.preparedQuery(AT_NUMBER).execute(Tuple.of(region, number)).map(rows -> {
            Row row = rows.iterator().next();
            if (number < 0 || number > row.getLong(0)) {
                throw Refusal.invalid(
                        "/seq",
                        "unknown_number",
                        "Ce numéro n'a pas encore été attribué.",
                        "This number has not been given out yet.");
            }
            return row.getLong(1);
        });
    }

    /** The last change of a region up to an instant; waits until nothing can be stamped at or before it any more. */
    private Future<Long> lastChange(String region, Instant instant) {
        return lastChange(region, instant, PATIENCE);
    }

    private Future<Long> lastChange(String region, Instant instant, int patience) {
        return pool.preparedQuery(AS_OF)
                .execute(Tuple.of(region, instant.atOffset(ZoneOffset.UTC)))
                .compose(rows -> {
                    Row row = rows.iterator().next();
                    if (!row.getOffsetDateTime(0).toInstant().isBefore(instant)) {
                        return Future.succeededFuture(row.getLong(1));
                    }
                    if (patience == 0) {
                        return Future.failedFuture(new ServiceUnavailableException("the past is not final yet"));
                    }
                    Promise<Long> later = Promise.promise();
                    var _ = vertx.setTimer(
                            PAUSE_MILLIS,
                            _ -> lastChange(region, instant, patience - 1).onComplete(later));
                    return later.future();
                });
    }

    private Future<Progress> withTarget(String region, RegionFigures read, Instant at) {
        return targets.of(region, at)
                .compose(target -> target.isEmpty()
                        ? Future.succeededFuture(Progress.of(region, read.seq(), read.asOf(), null, read.cells()))
                        : results.atDeadline(target.get(), read.seq())
                                .map(result -> Progress.of(
                                        region,
                                        read.seq(),
                                        read.asOf(),
                                        new Progress.Aim(target.get(), result),
                                        read.cells())));
    }

    private static RegionFigures read(RowSet<Row> rows) {
        Map<CounterCell, Count> cells = new HashMap<>();
        long seq = 0;
        Instant asOf = null;
        for (Row row : rows) {
            if (row.getString("department") != null) {
                CounterCell cell =
                        CounterCell.of("", row.getString("department"), row.getString("stage"), row.getString("kind"));
                cells.put(cell, new Count(row.getLong("now"), row.getLong("ever")));
                seq = Math.max(seq, row.getLong("seq"));
                Instant committed = row.getOffsetDateTime("committed_at").toInstant();
                asOf = asOf == null || committed.isAfter(asOf) ? committed : asOf;
            }
        }
        return new RegionFigures(seq, asOf, cells);
    }
}
