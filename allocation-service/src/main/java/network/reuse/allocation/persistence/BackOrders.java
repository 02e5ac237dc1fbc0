package network.reuse.allocation.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.domain.WaitingPack;
import network.reuse.defaults.commit.RequiredRows;
import network.reuse.defaults.database.PipelinedStatements;
import network.reuse.defaults.ids.Ids;
import org.hibernate.reactive.mutiny.Mutiny;

/** The packs that wait for devices, in the order of each programme. */
@ApplicationScoped
public class BackOrders {
    /** The timer that serves those of a sponsor; its key begins with the sponsor's id. */
    public static final String SERVE = "back-order";

    /** The timer that looks whether one is still wanted; its key begins with the pack's id. */
    public static final String END = "back-order-end";

    /** The most of one programme that are served at a time. */
    public static final int MOST_AT_A_TIME = 50;

    private static final int UUID_LENGTH = 36;

    private static final String LEAVE = "with gone as (delete from back_order where pack_id = $3 returning 1),"
            + " part as (update programme_share s set taken = s.taken - 1 from request r"
            + " where r.id = $2 and s.programme_id = $1 and s.label = coalesce(r.share, '') returning 1),"
            + " done as (update programme_quota set taken = taken - 1, waiting = waiting - 1 where programme_id = $1"
            + " and (select count(*) from gone) = 1 and (select count(*) from part) >= 0 returning 1)"
            + " select 1 / (count(*) = 1)::int from done";

    /** A pack at its place. */
    public record Entry(
            UUID packId,
            UUID requestId,
            UUID programmeId,
            UUID sponsor,
            UUID referrer,
            String env,
            long place,
            Instant endsAt) {}

    /** Those who wait first in a programme. */
    public record Head(UUID programmeId, UUID packId, UUID requestId) {}

    /** What a timer's key is about. */
    public static UUID subject(String key) {
        return UUID.fromString(key.substring(0, UUID_LENGTH));
    }

    private static String key(UUID subject) {
        return subject + "/" + Ids.next();
    }

    /** Lets packs wait at their places, behind the lock of their programmes' quotas; right before the commit. */
    public Future<?> enter(SqlConnection transaction, List<Entry> entries, Instant now) {
        Future<?> placed = transaction
                .preparedQuery(
                        "insert into back_order(pack_id, request_id, programme_id, sponsor, referrer, env, place,"
                                + " since) select *, $8::timestamptz from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[],"
                                + " $6::text[], $7::bigint[])")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(entries.stream().map(Entry::packId).toArray(UUID[]::new))
                        .addArrayOfUUID(entries.stream().map(Entry::requestId).toArray(UUID[]::new))
                        .addArrayOfUUID(entries.stream().map(Entry::programmeId).toArray(UUID[]::new))
                        .addArrayOfUUID(entries.stream().map(Entry::sponsor).toArray(UUID[]::new))
                        .addArrayOfUUID(entries.stream().map(Entry::referrer).toArray(UUID[]::new))
                        .addArrayOfString(entries.stream().map(Entry::env).toArray(String[]::new))
                        .addArrayOfLong(entries.stream().map(Entry::place).toArray(Long[]::new))
                        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC)));
        Future<?> ended = transaction
                .preparedQuery("insert into timer(due_at, command, key) select t.due_at, '" + END
                        + "', t.key from unnest($1::timestamptz[], $2::text[]) as t(due_at, key)")
                .execute(Tuple.of(
                        entries.stream()
                                .map(entry -> entry.endsAt().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new),
                        (Object) entries.stream()
                                .map(entry -> key(entry.packId()))
                                .toArray(String[]::new)));
        UUID sponsor = entries.getFirst().sponsor();
        Future<?> served = transaction
                .preparedQuery("select enter_back_order($1, $2, $3)")
                .execute(Tuple.of(sponsor, now.atOffset(ZoneOffset.UTC), key(sponsor)));
        return PipelinedStatements.answered(List.of(placed, ended, served));
    }

    /** Lets whoever waits for devices of this sponsor be served once this is committed. */
    public Future<?> wake(SqlConnection transaction, UUID sponsor, Instant now) {
        return transaction
                .preparedQuery("select wake_back_order($1, $2, $3)")
                .execute(Tuple.of(sponsor, now.atOffset(ZoneOffset.UTC), key(sponsor)));
    }

    /** Lets them be looked at then, whoever waits. */
    public Future<?> retry(SqlConnection transaction, UUID sponsor, Instant at) {
        return transaction
                .preparedQuery("insert into timer(due_at, command, key) values ($1, '" + SERVE + "', $2)")
                .execute(Tuple.of(at.atOffset(ZoneOffset.UTC), key(sponsor)));
    }

    /** Has it looked at once this is committed whether this pack is still wanted. */
    public Future<?> end(SqlConnection transaction, UUID packId, Instant at) {
        return transaction
                .preparedQuery("insert into timer(due_at, command, key) values ($1, '" + END + "', $2)")
                .execute(Tuple.of(at.atOffset(ZoneOffset.UTC), key(packId)));
    }

    /** The same of all that wait in a programme, whose quota is locked. */
    public Future<?> endAll(SqlConnection transaction, UUID programmeId, Instant at) {
        return transaction
                .preparedQuery("insert into timer(due_at, command, key) select $1::timestamptz, '" + END
                        + "', pack_id || '/' || $2::text from back_order where programme_id = $3")
                .execute(Tuple.of(at.atOffset(ZoneOffset.UTC), Ids.next().toString(), programmeId));
    }

    /** A pack waits no more, and gives back what its request has taken; fails when it did not wait. */
    public Future<?> leave(SqlConnection transaction, UUID programmeId, UUID requestId, UUID packId) {
        return PipelinedStatements.answered(List.of(
                transaction.preparedQuery(Programmes.HOLD_SHARES).execute(Tuple.of(programmeId)),
                transaction.preparedQuery(LEAVE).execute(Tuple.of(programmeId, requestId, packId))));
    }

    /** These packs are served, and wait no more; fails when one of them did not wait. */
    public Future<?> serve(SqlConnection transaction, Collection<UUID> packIds, Map<UUID, Integer> ofProgrammes) {
        Future<?> gone = transaction
                .preparedQuery(RequiredRows.each("delete from back_order where pack_id = any($1)"))
                .execute(Tuple.of((Object) packIds.toArray(UUID[]::new)));
        List<UUID> programmes = ofProgrammes.keySet().stream().sorted().toList();
        Future<?> counted = transaction
                .preparedQuery(RequiredRows.each("update programme_quota q set waiting = q.waiting - t.count"
                        + " from unnest($1::uuid[], $2::int[]) as t(id, count) where q.programme_id = t.id"))
                .execute(Tuple.of(programmes.toArray(UUID[]::new), (Object)
                        programmes.stream().map(ofProgrammes::get).toArray(Integer[]::new)));
        return PipelinedStatements.answered(List.of(gone, counted));
    }

    /**
     * Who waits first in each programme of a sponsor, that which waits longest first, and in the order of its places. Whoever waits for a
     * human because of a near match is passed over, and keeps the place.
     */
    public Future<List<Head>> heads(SqlConnection transaction, UUID sponsor) {
        return transaction
                .preparedQuery(
                        "select p.programme_id, h.pack_id, h.request_id from (select programme_id, min(since) as oldest"
                                + " from back_order where sponsor = $1 group by programme_id) p"
                                + " cross join lateral (select b.* from back_order b join request r on r.id = b.request_id"
                                + " where b.programme_id = p.programme_id and not (exists (select from household_identification i"
                                + " where i.sponsor = r.sponsor and i.programme_group = r.programme_group and i.env = r.env"
                                + " and i.near_matches_wait) and exists (select" + NearMatches.UNDECIDED + "))"
                                + " order by b.place limit " + MOST_AT_A_TIME
                                + ") h order by p.oldest, p.programme_id, h.place")
                .execute(Tuple.of(sponsor))
                .map(rows -> {
                    List<Head> heads = new ArrayList<>();
                    for (Row row : rows) {
                        heads.add(new Head(row.getUUID(0), row.getUUID(1), row.getUUID(2)));
                    }
                    return heads;
                });
    }

    /** The ranks of those of these packs that wait and that the caller may see. */
    public Uni<Map<UUID, Integer>> ranks(Mutiny.StatelessSession session, Collection<UUID> packIds) {
        if (packIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createNativeQuery(
                        "select pack_id, rank from back_order_ranks(cast(cast(:packs as text) as uuid[]))",
                        Object[].class)
                .setParameter("packs", packIds.toString().replace('[', '{').replace(']', '}'))
                .getResultList()
                .map(rows -> {
                    Map<UUID, Integer> ranks = new HashMap<>();
                    for (Object[] row : rows) {
                        ranks.put((UUID) row[0], ((Number) row[1]).intValue());
                    }
                    return ranks;
                });
    }

    /** Who waits in a programme behind this rank, as far as the caller may see it. */
    public Uni<List<WaitingPack>> page(Mutiny.StatelessSession session, UUID programmeId, int behind, int limit) {
        return session.createNativeQuery(
                        "select rank, pack_id, request_id, referrer, since from back_order_of(:programme, :behind, :most)",
                        Object[].class)
                .setParameter("programme", programmeId)
                .setParameter("behind", behind)
                .setParameter("most", limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new WaitingPack(
                                ((Number) row[0]).intValue(),
                                (UUID) row[1],
                                (UUID) row[2],
                                (UUID) row[3],
                                row[4] instanceof Instant instant ? instant : ((OffsetDateTime) row[4]).toInstant()))
                        .toList());
    }
}
