package network.reuse.gateway.webhooks;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.ids.Ids;
import network.reuse.gateway.feed.FeedEvent;
import network.reuse.gateway.feed.FeedPosition;
import network.reuse.gateway.feed.FeedTable;
import network.reuse.gateway.feed.WantedEvents;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be delivered. Leases, rests and the times of attempts are the database's own real time, the same for all processes.
 * Whoever takes deliveries of a webhook locks its row first, so that no two processes take of one stream at a time.
 */
final class DeliveryTable {
    /** How many of an organisation's events are looked through at a time. */
    private static final int LOOK = 10_000;

    /** How many deliveries of one webhook wait here; the rest waits in the feed. */
    private static final int MOST_WAITING = 500;

    /** After so many first attempts that have failed in a row, one delivery at a time tries whether somebody is there again. */
    static final int AWAY = 3;

    /** The webhooks for which there is something to do. */
    private static final String DUE = "select w.id from webhook w cross join feed_sequence s where w.status = 'ENABLED'"
            + " and (w.rests_until is null or w.rests_until <= now())"
            + " and (w.position < s.last or exists (select from webhook_delivery d where d.webhook = w.id"
            + " and d.due_at <= now() and (d.claimed_until is null or d.claimed_until <= now())))"
            + " and not exists (select from sandbox_organisation o where o.organisation = w.organisation and o.ended_at is not null)";

    private static final String LOCK = "select " + WebhookTable.COLUMNS + ", w.failures, s.last > w.position as behind"
            + " from webhook w cross join feed_sequence s where w.id = $1 and w.status = 'ENABLED'"
            + " and (w.rests_until is null or w.rests_until <= now()) for update of w";

    /** Brings what is wanted from the feed, and moves the position to where it was looked. */
    private static final String BRING = FeedTable.FOUND
            + ", brought as (insert into webhook_delivery(id, organisation, env, webhook, kind, seq, event_id, source, stream_type,"
            + " stream_id, due_at) select gen_random_uuid(), $1::uuid, $4::text, $11::uuid, 'EVENT', f.seq, f.event_id, f.source, f.stream_type,"
            + " f.stream_id, now() from found f on conflict (webhook, event_id) do nothing),"
            + " reached as (select (select count(*) from looked) as looked, (select max(seq) from looked) as looked_to,"
            + " (select count(*) from found) as found, (select max(seq) from found) as found_to)"
            + " update webhook w set position = case when r.found = $10 then r.found_to when r.looked = $3 then r.looked_to"
            + " else greatest(w.position, s.last) end from reached r, feed_sequence s where w.id = $11";

    /** The lowest of each stream of which nothing is on its way, as many as there is room for. */
    private static final String CLAIM = "with busy as (select source, stream_type, stream_id from webhook_delivery"
            + " where webhook = $1 and claimed_until > now()),"
            + " head as (select distinct on (d.source, d.stream_type, d.stream_id) d.id, d.seq, d.due_at, d.source, d.stream_type,"
            + " d.stream_id from webhook_delivery d where d.webhook = $1"
            + " order by d.source, d.stream_type, d.stream_id, d.seq, d.id),"
            + " next as (select h.id from head h where h.due_at <= now() and not exists (select from busy b"
            + " where b.source = h.source and b.stream_type = h.stream_type and b.stream_id = h.stream_id)"
            + " order by h.seq nulls first limit greatest(0, $2 - (select count(*) from busy))),"
            + " taken as (update webhook_delivery d set claim = $3, claimed_until = now() + $4 * interval '1 second',"
            + " attempts = d.attempts + 1 from next n where d.id = n.id returning d.id, d.kind, d.attempts, d.seq, d.event_id)"
            + " select t.id, t.kind, t.attempts, t.seq as number, t.event_id as message, e.event_id, e.source, e.type, e.stream_type,"
            + " e.stream_id, e.sequence, e.correlation_id, e.occurred_at, e.data,"
            + " extract(epoch from clock_timestamp())::bigint as second from taken t left join feed_event e on e.seq = t.seq"
            + " where t.kind = 'PING' or e.seq is not null order by t.seq nulls first";

    private static final String LOG =
            "insert into webhook_attempt(id, organisation, env, webhook, kind, seq, event_id, type, subject,"
                    + " attempt, at, outcome, status, millis) values ($4, $5, $6, $3, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

    private static final String DELIVERED =
            "with done as (delete from webhook_delivery where id = $1 and claim = $2), log as (" + LOG
                    + ") select failures from webhook where id = $3";

    private static final String FAILED =
            "with again as (update webhook_delivery set claim = null, claimed_until = null,"
                    + " due_at = now() + $17 * interval '1 millisecond' where id = $1 and claim = $2) " + LOG;

    private DeliveryTable() {}

    /** An event that is to be delivered once more. */
    record Found(long seq, UUID eventId, String source, String streamType, UUID streamId) {
        static Found of(Row row) {
            return new Found(
                    row.getLong("seq"),
                    row.getUUID("event_id"),
                    row.getString("source"),
                    row.getString("stream_type"),
                    row.getUUID("stream_id"));
        }
    }

    /**
     * A delivery that this process has taken.
     *
     * @param claim by which it is this process's, until the lease is over
     * @param attempt which one this is, counted from 1
     * @param seq the number in the feed; null for a ping
     * @param second the real time at which it was taken, in seconds since 1970
     */
    record Claimed(
            UUID id,
            UUID claim,
            Webhook webhook,
            DeliveryKind kind,
            int attempt,
            @Nullable Long seq,
            FeedEvent event,
            long second) {}

    /** The webhooks for which there is something to do now. */
    static Future<List<UUID>> due(Pool pool) {
        return pool.query(DUE).execute().map(rows -> {
            List<UUID> due = new ArrayList<>();
            rows.forEach(row -> due.add(row.getUUID(0)));
            return due;
        });
    }

    /**
     * Takes what is due at a webhook, at most so much with what is on its way there already, and brings more of the feed when little
     * waits.
     */
    static Future<List<Claimed>> take(SqlConnection transaction, UUID webhook, int most, Duration lease, Instant now) {
        return transaction.preparedQuery(LOCK).execute(Tuple.of(webhook)).compose(rows -> {
            for (Row row : rows) {
                Webhook it = WebhookTable.read(row);
                Future<?> brought = row.getBoolean("behind") && it.waiting() < MOST_WAITING
                        ? transaction.preparedQuery(BRING).execute(wanted(it))
                        : Future.succeededFuture();
                int room = row.getInteger("failures") >= AWAY ? 1 : most;
                return brought.compose(_ -> claim(transaction, it, room, lease, now));
            }
            return Future.succeededFuture(List.of());
        });
    }

    private static Tuple wanted(Webhook it) {
        return FeedTable.wanted(
                        it.organisation(),
                        it.env(),
                        it.position(),
                        it.settings().wanted(),
                        LOOK,
                        MOST_WAITING)
                .addValue(it.id());
    }

    private static Future<List<Claimed>> claim(
            SqlConnection transaction, Webhook it, int room, Duration lease, Instant now) {
        UUID claim = UUID.randomUUID();
        return transaction
                .preparedQuery(CLAIM)
                .execute(Tuple.of(it.id(), room, claim, lease.toSeconds()))
                .map(rows -> {
                    List<Claimed> taken = new ArrayList<>();
                    for (Row row : rows) {
                        Long seq = row.getLong("number");
                        taken.add(new Claimed(
                                row.getUUID("id"),
                                claim,
                                it,
                                DeliveryKind.valueOf(row.getString("kind")),
                                row.getInteger("attempts"),
                                seq,
                                seq == null ? ping(it, row.getUUID("message"), now) : FeedTable.event(row, seq),
                                row.getLong("second")));
                    }
                    return taken;
                });
    }

    /** What a ping says: nothing has happened. */
    private static FeedEvent ping(Webhook it, UUID id, Instant now) {
        return new FeedEvent(
                "1.0",
                id,
                "network",
                "webhook.ping",
                "webhook/" + it.id(),
                now,
                "application/json",
                "0",
                id,
                FeedPosition.at(it.position()).toString(),
                "{}");
    }

    /** It was taken by its receiver, or is not tried once more; answers how many first attempts had failed in a row before. */
    static Future<Integer> done(SqlClient client, Claimed it, Attempted attempted, Instant now) {
        return client.preparedQuery(DELIVERED)
                .execute(logged(it, attempted, now))
                .map(rows -> {
                    for (Row row : rows) {
                        return row.getInteger(0);
                    }
                    return 0;
                });
    }

    /** Somebody is there again: what rests is tried at once. */
    static Future<Void> resume(SqlConnection transaction, UUID webhook, boolean wasAway) {
        Future<?> counted = transaction
                .preparedQuery("update webhook set failures = 0, rests_until = null where id = $1")
                .execute(Tuple.of(webhook));
        return wasAway
                ? counted.compose(_ -> transaction
                                .preparedQuery(
                                        "update webhook_delivery set due_at = now() where webhook = $1 and due_at > now()")
                                .execute(Tuple.of(webhook)))
                        .mapEmpty()
                : counted.mapEmpty();
    }

    /**
     * It has failed, and is tried once more.
     *
     * @param rest how long this delivery rests
     * @param probe how long all deliveries there rest when nobody seems to be there
     * @param asked how long the receiver asks for; null when it asks for nothing
     */
    static Future<Void> failed(
            SqlConnection transaction,
            Claimed it,
            Attempted attempted,
            Duration rest,
            Duration probe,
            @Nullable Duration asked,
            Instant now) {
        return transaction
                .preparedQuery("update webhook set failures = failures + $2, rests_until = greatest(rests_until,"
                        + " case when failures + $2 >= $3 then now() + $4 * interval '1 millisecond' end,"
                        + " now() + $5 * interval '1 millisecond') where id = $1")
                .execute(Tuple.of(
                        it.webhook().id(),
                        it.attempt() == 1 ? 1 : 0,
                        AWAY,
                        probe.toMillis(),
                        asked == null ? null : asked.toMillis()))
                .compose(_ -> transaction
                        .preparedQuery(FAILED)
                        .execute(logged(it, attempted, now).addValue(rest.toMillis())))
                .mapEmpty();
    }

    /** It has failed, and nothing is delivered there any more; it stays the first of its stream. */
    static Future<Void> disabled(
            SqlConnection transaction, Claimed it, Attempted attempted, WebhookState.Reason reason, Instant now) {
        return transaction
                .preparedQuery(
                        "update webhook set status = 'DISABLED', disabled_reason = $2, status_since = $3,"
                                + " version = version + 1, changed_at = greatest(changed_at, $3) where id = $1 and status = 'ENABLED'")
                .execute(Tuple.of(it.webhook().id(), reason.name(), at(now)))
                .compose(_ -> transaction
                        .preparedQuery(FAILED)
                        .execute(logged(it, attempted, now).addValue(0L)))
                .mapEmpty();
    }

    private static Tuple logged(Claimed it, Attempted attempted, Instant now) {
        return Tuple.tuple()
                .addValue(it.id())
                .addValue(it.claim())
                .addValue(it.webhook().id())
                .addValue(Ids.next())
                .addValue(it.webhook().organisation())
                .addValue(it.webhook().env().name())
                .addValue(it.kind().name())
                .addValue(it.seq())
                .addValue(it.event().id())
                .addValue(it.event().type())
                .addValue(it.event().subject())
                .addValue(it.attempt())
                .addValue(at(now))
                .addValue(attempted.outcome().name())
                .addValue(attempted.status())
                .addValue(attempted.millis());
    }

    /** All that waits at a webhook is due, and as if it had never been tried. */
    static Future<?> begin(SqlConnection connection, UUID webhook) {
        return connection
                .preparedQuery(
                        "with fresh as (update webhook_delivery set attempts = 0, due_at = now() where webhook = $1)"
                                + " update webhook set failures = 0, rests_until = null where id = $1")
                .execute(Tuple.of(webhook));
    }

    /** Nothing waits at a webhook any more. */
    static Future<?> forget(SqlConnection connection, UUID webhook) {
        return connection
                .preparedQuery("delete from webhook_delivery where webhook = $1")
                .execute(Tuple.of(webhook));
    }

    static Future<?> addPing(SqlConnection connection, Webhook it, UUID event) {
        return connection
                .preparedQuery(
                        "insert into webhook_delivery(id, organisation, env, webhook, kind, event_id, source, stream_type,"
                                + " stream_id, due_at) values ($1, $2, $3, $4, 'PING', $1, 'network', 'webhook', $4, now())")
                .execute(Tuple.of(event, it.organisation(), it.env().name(), it.id()));
    }

    /** What waits already is delivered once. */
    static Future<?> addRedeliveries(SqlConnection connection, Webhook it, List<Found> events) {
        int n = events.size();
        Long[] numbers = new Long[n];
        UUID[] ids = new UUID[n];
        String[] sources = new String[n];
        String[] types = new String[n];
        UUID[] streams = new UUID[n];
        for (int i = 0; i < n; i++) {
            Found event = events.get(i);
            numbers[i] = event.seq();
            ids[i] = event.eventId();
            sources[i] = event.source();
            types[i] = event.streamType();
            streams[i] = event.streamId();
        }
        return connection
                .preparedQuery(
                        "insert into webhook_delivery(id, organisation, env, webhook, kind, seq, event_id, source, stream_type,"
                                + " stream_id, due_at) select gen_random_uuid(), $1::uuid, $2::text, $3::uuid, 'REDELIVERY', u.*, now()"
                                + " from unnest($4::bigint[], $5::uuid[], $6::text[], $7::text[], $8::uuid[]) u"
                                + " on conflict (webhook, event_id) do nothing")
                .execute(Tuple.tuple()
                        .addValue(it.organisation())
                        .addValue(it.env().name())
                        .addValue(it.id())
                        .addValue(numbers)
                        .addValue(ids)
                        .addValue(sources)
                        .addValue(types)
                        .addValue(streams));
    }

    /** The event of an attempt; none for a ping, nor for one that the feed does not keep any more. */
    static Future<List<Found>> eventOf(SqlConnection connection, Webhook it, UUID attempt) {
        return connection
                .preparedQuery("select e.seq, e.event_id, e.source, e.stream_type, e.stream_id from webhook_attempt a"
                        + " left join feed_event e on e.seq = a.seq where a.id = $1 and a.webhook = $2")
                .execute(Tuple.of(attempt, it.id()))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Refusals.unknown();
                    }
                    return found(rows);
                });
    }

    /** The first events behind a number that are wanted at a webhook, none behind another number. */
    static Future<List<Found>> eventsOf(SqlConnection connection, Webhook it, long after, long through, int most) {
        WantedEvents wanted = it.settings().wanted();
        return connection
                .preparedQuery(
                        FeedTable.FOUND + " select f.seq, f.event_id, f.source, f.stream_type, f.stream_id from found f"
                                + " where f.seq <= $11 order by f.seq")
                .execute(FeedTable.wanted(it.organisation(), it.env(), after, wanted, LOOK, most)
                        .addValue(through))
                .map(DeliveryTable::found);
    }

    private static List<Found> found(RowSet<Row> rows) {
        List<Found> found = new ArrayList<>();
        rows.forEach(row -> Optional.ofNullable(row.getLong("seq")).ifPresent(_ -> found.add(Found.of(row))));
        return found;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
