package network.reuse.gateway.regional;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the topic of each region has said what the feed keeps, and what is behind that. Nothing of the sandbox is. */
@ApplicationScoped
public class RegionalTable {
    private static final String BEGIN = "insert into region_topic(region, seq) values ($1, 0) on conflict do nothing";

    /** By the feed's numbers alone: few events are new, whatever their regions are. */
    private static final String PAGE = "with t as (select r.seq as told, greatest(r.seq, s.removed) as base, s.last"
            + " from region_topic r cross join feed_sequence s where r.region = $1)"
            + " select t.told, least(t.last, t.base + $2) as reached, t.last, e.seq, e.event_id, e.source, e.type, e.stream_type,"
            + " e.stream_id, e.sequence, e.occurred_at, e.data from t left join feed_event e on e.seq > t.base"
            + " and e.seq <= t.base + $2 and e.region = $1 and e.env = 'LIVE' order by e.seq";

    /** Whoever has begun at another number moves nothing. */
    private static final String MOVE = "update region_topic set seq = $3 where region = $1 and seq = $2";

    private static final String RESTART = "update region_topic set seq = 0 where region = $1";
    private static final String KEPT = "select count(*) from feed_event where region = $1 and env = 'LIVE'";

    /** The oldest event that is not looked at yet, whatever its region is: each topic looks at all of them. */
    private static final String BEHIND =
            "select greatest(0, s.last - r.seq) as behind, extract(epoch from $2::timestamptz - (select e.appended_at from feed_event e"
                    + " where e.seq > r.seq order by e.seq limit 1))::float8 as age from region_topic r cross join feed_sequence s"
                    + " where r.region = $1";

    private final Pool pool;

    public RegionalTable(@ReactiveDataSource("worker") Pool pool) {
        this.pool = pool;
    }

    /**
     * Some of what is to be told.
     *
     * @param told the number up to which all was told before
     * @param reached the number up to which all is told with these
     * @param more whether there is more behind
     */
    record Page(long told, long reached, boolean more, List<RegionalEvent> events) {}

    /** How far a topic is behind the feed; no age when it is not. */
    record Lag(long behind, @Nullable Double seconds) {}

    /** What is to be told in a region, of so many of the feed's numbers. */
    Future<Page> page(String region, int numbers) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(region, (long) numbers))
                .compose(rows -> {
                    if (rows.size() > 0) {
                        return Future.succeededFuture(page(rows));
                    }
                    return pool.preparedQuery(BEGIN)
                            .execute(Tuple.of(region))
                            .map(_ -> new Page(0, 0, true, List.of()));
                });
    }

    private static Page page(RowSet<Row> rows) {
        List<RegionalEvent> events = new ArrayList<>();
        Row head = rows.iterator().next();
        for (Row row : rows) {
            if (row.getLong("seq") != null) {
                events.add(new RegionalEvent(
                        row.getLong("seq"),
                        row.getUUID("event_id"),
                        row.getString("source"),
                        row.getString("type"),
                        row.getString("stream_type"),
                        row.getUUID("stream_id"),
                        row.getLong("sequence"),
                        row.getOffsetDateTime("occurred_at").toInstant(),
                        row.getString("data")));
            }
        }
        long reached = head.getLong("reached");
        return new Page(head.getLong("told"), reached, reached < head.getLong("last"), events);
    }

    /** Keeps that a page was told; whether nobody has moved the number meanwhile. */
    Future<Boolean> move(String region, Page page) {
        return page.reached() == page.told()
                ? Future.succeededFuture(true)
                : pool.preparedQuery(MOVE)
                        .execute(Tuple.of(region, page.told(), page.reached()))
                        .map(done -> done.rowCount() == 1);
    }

    /** Has all that is kept of a region told once more; gives how many events that is. */
    Future<Long> restart(String region) {
        return pool.preparedQuery(RESTART)
                .execute(Tuple.of(region))
                .compose(_ -> pool.preparedQuery(KEPT).execute(Tuple.of(region)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** How far the topic of a region is behind. */
    Future<Lag> lag(String region, Instant now) {
        return pool.preparedQuery(BEHIND)
                .execute(Tuple.of(region, now.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    if (rows.size() == 0) {
                        return new Lag(0, null);
                    }
                    Row row = rows.iterator().next();
                    return new Lag(row.getLong("behind"), row.getDouble("age"));
                });
    }
}
