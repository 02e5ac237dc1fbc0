package network.reuse.gateway.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Published;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.database.IdArrays;
import org.jspecify.annotations.Nullable;

/** Keeps events under the feed's numbers, and finds those that an organisation may read. */
@ApplicationScoped
public class FeedTable {
    private static final String APPEND =
            "with taken as (update feed_sequence set last = last + $1 returning last - $1 as base),"
                    + " e as (select t.base + u.number as seq, u.event_id, u.source, u.type, u.stream_type, u.stream_id, u.sequence,"
                    + " u.correlation_id, u.occurred_at, u.region, u.env, u.data, u.readers::uuid[] as readers from taken t"
                    + " cross join unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::bigint[], $8::uuid[],"
                    + " $9::timestamptz[], $10::text[], $11::text[], $12::text[], $13::text[]) with ordinality"
                    + " as u(event_id, source, type, stream_type, stream_id, sequence, correlation_id, occurred_at, region, env, data,"
                    + " readers, number)),"
                    + " readers as (insert into feed_reader(organisation, seq) select distinct p.organisation, e.seq from e"
                    + " cross join unnest(e.readers) as p(organisation))"
                    + " insert into feed_event(seq, event_id, source, type, stream_type, stream_id, sequence, correlation_id,"
                    + " occurred_at, region, env, data, readers, appended_at) select e.*, $14::timestamptz from e";

    /**
     * A query's beginning, whose values are those of {@link #wanted}: the numbers that are looked through first ({@code looked}), then
     * the events under them that are wanted ({@code found}).
     */
    public static final String FOUND =
            "with looked as (select seq from feed_reader where organisation = $1 and seq > $2 order by seq limit $3),"
                    + " found as (select e.* from looked l join feed_event e on e.seq = l.seq where e.env = $4"
                    + " and (($5::text[] is null and $6::text[] is null) or e.type = any($5) or e.source = any($6))"
                    + " and ($7::text is null or e.region = $7) and ($8::text is null or e.stream_type = $8)"
                    + " and ($9::uuid is null or e.stream_id = $9) order by e.seq limit $10)";

    /** All as of one instant. */
    private static final String PAGE = FOUND
            + " select s.last, s.removed, (select count(*) from looked) as looked, (select max(seq) from looked) as reached,"
            + " f.seq, f.event_id, f.source, f.type, f.stream_type, f.stream_id, f.sequence, f.correlation_id, f.occurred_at,"
            + " f.data from feed_sequence s left join found f on true order by f.seq";

    private static final String REMOVE =
            "with old as (select seq from (select seq, appended_at from feed_event order by seq limit $2) o where appended_at < $1),"
                    + " gone as (delete from feed_event e using old where e.seq = old.seq returning e.seq, e.readers),"
                    + " unread as (delete from feed_reader r using gone g where r.seq = g.seq and r.organisation = any(g.readers))"
                    + " update feed_sequence set removed = greatest(removed, (select max(seq) from gone))"
                    + " where exists (select from gone) returning (select count(*) from gone)";

    private final ObjectMapper json;

    public FeedTable(ObjectMapper json) {
        this.json = json;
    }

    /**
     * What there is behind a position.
     *
     * @param last the number of the newest event of all
     * @param removed the number up to which none is kept
     * @param reached the number up to which all that the organisation may read was looked through
     * @param more whether there may be more behind {@code reached}
     */
    record Found(List<FeedEvent> events, long last, long removed, long reached, boolean more) {}

    /** Keeps these events under the next numbers; the row that numbers them stays locked until the transaction ends. */
    Future<?> append(SqlConnection transaction, List<Published<JsonNode>> events, Instant now) {
        int n = events.size();
        UUID[] ids = new UUID[n];
        UUID[] streams = new UUID[n];
        UUID[] correlations = new UUID[n];
        Long[] sequences = new Long[n];
        OffsetDateTime[] occurred = new OffsetDateTime[n];
        String[][] texts = new String[7][n];
        for (int i = 0; i < n; i++) {
            Envelope envelope = events.get(i).envelope();
            ids[i] = envelope.id();
            streams[i] = envelope.stream().id();
            correlations[i] = envelope.correlationId();
            sequences[i] = envelope.sequence();
            occurred[i] = envelope.occurredAt().atOffset(ZoneOffset.UTC);
            texts[0][i] = envelope.stream().source();
            texts[1][i] = envelope.type();
            texts[2][i] = envelope.stream().type();
            texts[3][i] = envelope.territory().region();
            texts[4][i] = envelope.env().name();
            texts[5][i] = data(events.get(i));
            texts[6][i] = IdArrays.literal(envelope.parties());
        }
        Tuple values = Tuple.tuple();
        values.addValue((long) n);
        values.addValue(ids);
        values.addValue(texts[0]);
        values.addValue(texts[1]);
        values.addValue(texts[2]);
        values.addValue(streams);
        values.addValue(sequences);
        values.addValue(correlations);
        values.addValue(occurred);
        values.addValue(texts[3]);
        values.addValue(texts[4]);
        values.addValue(texts[5]);
        values.addValue(texts[6]);
        values.addValue(now.atOffset(ZoneOffset.UTC));
        return transaction.preparedQuery(APPEND).execute(values);
    }

    /** What the record said, but who else may see it. */
    private String data(Published<JsonNode> event) {
        Envelope envelope = event.envelope();
        ObjectNode data = json.createObjectNode();
        data.put("occurredAt", envelope.occurredAt().toString());
        data.put("recordedAt", envelope.recordedAt().toString());
        data.set("territory", json.valueToTree(envelope.territory()));
        data.put("env", envelope.env().name());
        data.put("incarnation", envelope.incarnation());
        if (envelope.epoch() != null) {
            data.put("epoch", envelope.epoch());
        }
        if (envelope.donorKind() != null) {
            data.put("donorKind", envelope.donorKind().name());
        }
        data.set("fact", event.fact());
        return data.toString();
    }

    /**
     * Finds what the caller may read behind a number.
     *
     * @param look how many of its events are looked through at most
     * @param limit how many are found at most
     */
    Future<Found> find(SqlConnection connection, Caller caller, long after, WantedEvents wanted, int look, int limit) {
        Tuple values = wanted(caller.organisation(), caller.env(), after, wanted, look, limit);
        return connection.preparedQuery(PAGE).execute(values).map(rows -> found(rows, after, look, limit));
    }

    /**
     * The values of {@link #FOUND}.
     *
     * @param look how many of the organisation's events are looked through at most
     * @param limit how many are found at most
     */
    public static Tuple wanted(
            UUID organisation, Environment env, long after, WantedEvents wanted, int look, int limit) {
        Tuple values = Tuple.tuple();
        values.addValue(organisation);
        values.addValue(after);
        values.addValue(look);
        values.addValue(env.name());
        values.addValue(orNull(wanted.types()));
        values.addValue(orNull(wanted.sources()));
        values.addValue(wanted.region());
        values.addValue(wanted.subject() == null ? null : wanted.subject().type());
        values.addValue(wanted.subject() == null ? null : wanted.subject().id());
        values.addValue(limit);
        return values;
    }

    private static String @Nullable [] orNull(List<String> texts) {
        return texts.isEmpty() ? null : texts.toArray(String[]::new);
    }

    private static Found found(RowSet<Row> rows, long after, int look, int limit) {
        List<FeedEvent> events = new ArrayList<>();
        Row head = rows.iterator().next();
        long seq = after;
        for (Row row : rows) {
            if (row.getLong("seq") != null) {
                seq = row.getLong("seq");
                events.add(event(row, seq));
            }
        }
        long last = head.getLong("last");
        boolean full = events.size() == limit;
        boolean more = full || head.getLong("looked") == look;
        long reached = full ? seq : more ? head.getLong("reached") : Math.max(after, last);
        return new Found(events, last, head.getLong("removed"), reached, more);
    }

    /** The event of a row that has the columns of {@code feed_event}. */
    public static FeedEvent event(Row row, long seq) {
        return new FeedEvent(
                "1.0",
                row.getUUID("event_id"),
                row.getString("source"),
                row.getString("type"),
                row.getString("stream_type") + "/" + row.getUUID("stream_id"),
                row.getOffsetDateTime("occurred_at").toInstant(),
                "application/json",
                Long.toString(row.getLong("sequence")),
                row.getUUID("correlation_id"),
                FeedPosition.at(seq).toString(),
                row.getString("data"));
    }

    /** Removes the oldest events that were kept before then, at most so many; says how many. */
    Future<Long> remove(SqlConnection transaction, Instant before, int most) {
        return transaction
                .preparedQuery(REMOVE)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), most))
                .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong(0));
    }
}
