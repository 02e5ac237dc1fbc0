package network.reuse.gateway.projection;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/**
 * Numbers what a batch changed, and counts it. The numbers come from one row that stays locked until the batch commits,
 * so whoever sees a number sees everything numbered below it.
 */
final class ChangeTable {
    private static final String APPEND = "with taken as (update public_seq set last = last + $1,"
            + " at = greatest(at + interval '1 microsecond', $2), lag_millis = $3 returning last - $1 as base, at),"
            + " cells as (select t.base + u.number as seq, u.region, u.department, u.stage, u.kind, u.now_delta,"
            + " u.ever_delta, t.at, u.event_id from taken t cross join unnest($4::bigint[], $5::text[], $6::text[],"
            + " $7::text[], $8::text[], $9::int[], $10::int[], $11::uuid[])"
            + " as u(number, region, department, stage, kind, now_delta, ever_delta, event_id)),"
            + " changed as (insert into progress_change(seq, region, department, stage, kind, now_delta, ever_delta,"
            + " committed_at, event_id) select * from cells),"
            + " handed as (insert into hand_over_change(seq, region, department, stage, category, delta, at, event_id)"
            + " select t.base + u.number, u.region, u.department, u.stage, u.category, u.delta, u.at, u.event_id"
            + " from taken t cross join unnest($12::bigint[], $13::text[], $14::text[], $15::text[], $16::text[],"
            + " $17::int[], $18::timestamptz[], $19::uuid[])"
            + " as u(number, region, department, stage, category, delta, at, event_id))"
            + " insert into counter as c (region, department, stage, kind, now, ever, seq, committed_at)"
            + " select region, department, stage, kind, sum(now_delta), sum(ever_delta), max(seq), max(at)"
            + " from cells group by region, department, stage, kind"
            + " on conflict (region, department, stage, kind) do update set now = c.now + excluded.now,"
            + " ever = c.ever + excluded.ever, seq = excluded.seq, committed_at = excluded.committed_at";

    private ChangeTable() {}

    static Future<?> append(SqlConnection transaction, Projection projection, Instant now, long lagMillis) {
        Tuple values = Tuple.tuple();
        values.addValue((long) projection.numbered());
        values.addValue(now.atOffset(ZoneOffset.UTC));
        values.addValue(lagMillis);
        add(values, projection.changes());
        addHandOvers(values, projection.handOvers());
        return transaction.preparedQuery(APPEND).execute(values);
    }

    private static void add(Tuple values, List<CounterChange> changes) {
        int n = changes.size();
        Long[] numbers = new Long[n];
        String[][] texts = new String[4][n];
        Integer[][] deltas = new Integer[2][n];
        UUID[] events = new UUID[n];
        for (int i = 0; i < n; i++) {
            CounterChange change = changes.get(i);
            CounterCell cell = change.cell();
            numbers[i] = (long) change.number();
            name(texts, i, cell);
            deltas[0][i] = Math.toIntExact(change.delta().now());
            deltas[1][i] = Math.toIntExact(change.delta().ever());
            events[i] = change.eventId();
        }
        values.addValue(numbers);
        for (String[] text : texts) {
            values.addValue(text);
        }
        values.addValue(deltas[0]);
        values.addValue(deltas[1]);
        values.addValue(events);
    }

    private static void addHandOvers(Tuple values, List<HandOverChange> changes) {
        int n = changes.size();
        Long[] numbers = new Long[n];
        String[][] texts = new String[4][n];
        Integer[] deltas = new Integer[n];
        OffsetDateTime[] times = new OffsetDateTime[n];
        UUID[] events = new UUID[n];
        for (int i = 0; i < n; i++) {
            HandOverChange change = changes.get(i);
            numbers[i] = (long) change.number();
            name(texts, i, change.moment().cell());
            deltas[i] = change.delta();
            times[i] = change.moment().at().atOffset(ZoneOffset.UTC);
            events[i] = change.eventId();
        }
        values.addValue(numbers);
        for (String[] text : texts) {
            values.addValue(text);
        }
        values.addValue(deltas);
        values.addValue(times);
        values.addValue(events);
    }

    private static void name(String[][] texts, int i, CounterCell cell) {
        texts[0][i] = cell.region();
        texts[1][i] = cell.department();
        texts[2][i] = cell.stage().name();
        texts[3][i] = cell.kind();
    }
}
