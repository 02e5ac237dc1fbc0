package network.reuse.allocation.persistence;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.domain.NearMatchDecision;
import network.reuse.allocation.domain.NearMatchVerdict;
import network.reuse.defaults.people.TextsOfPeople;
import org.jspecify.annotations.Nullable;

/**
 * Requests of one group that have something in common, and what a human said of them. A pair is found by what it has in common, and
 * is decided once somebody has said something of it; of two requests the one with the greater id was made later. Of a pair the one that
 * comes second is shown, with the one that comes first: it was served, or else made before.
 */
@ApplicationScoped
public class NearMatches {
    private static final String DECISIONS = "near_match_decision";

    private static final int MOST_SEALED = 1_000;

    /** So many requests are shown beside one. */
    private static final int MOST_SHOWN = 20;

    /**
     * A request {@code e} that comes before {@code r} if both are of one household, and that nobody has compared with it yet: whoever was
     * handed a pack comes before whoever has one reserved, and that before whoever waits, whichever was made first; else the earlier does.
     */
    static final String UNDECIDED =
            " from likeness l join likeness o on o.sponsor = l.sponsor and o.programme_group = l.programme_group"
                    + " and o.mark = l.mark and o.request_id <> l.request_id"
                    + " join request e on e.id = o.request_id and e.env = r.env"
                    + " and (e.status in ('SUBMITTED', 'BACK_ORDERED') and e.id < r.id and r.status <> 'MET'"
                    + " or e.status = 'MET' and exists (select from pack k where k.request_id = e.id"
                    + " and (k.status in ('DELIVERED', 'SOLD')"
                    + " or k.status = 'RESERVED' and (e.id < r.id or r.status <> 'MET'))))"
                    + " where l.request_id = r.id and not exists (select from near_match_decision d"
                    + " where d.later = greatest(l.request_id, o.request_id) and d.earlier = least(l.request_id, o.request_id))";

    private static final String PAGE =
            "select r.id from request r where r.sponsor = $1 and ($2::uuid is null or r.id > $2)"
                    + " and ($3::uuid is null or r.programme_id = $3) and (r.status in ('SUBMITTED', 'BACK_ORDERED')"
                    + " or r.status = 'MET' and exists (select from pack k where k.request_id = r.id and k.status = 'RESERVED'))"
                    + " and exists (select" + UNDECIDED + ") order by r.id limit $4";

    private static final String PAIRS = "select r.id, p.id, p.fields from request r cross join lateral"
            + " (select e.id, array_agg(distinct l.fields) filter (where l.fields is not null) as fields" + UNDECIDED
            + " group by e.id order by e.id limit " + MOST_SHOWN + ") p where r.id = any($1) order by r.id, p.id";

    private static final String OF_THESE = "select r.id, coalesce(i.near_matches_wait, false) from request r"
            + " left join household_identification i on i.sponsor = r.sponsor and i.programme_group = r.programme_group"
            + " and i.env = r.env where r.id = any($1) and exists (select" + UNDECIDED + ")";

    private final TextsOfPeople texts;

    public NearMatches(TextsOfPeople texts) {
        this.texts = texts;
    }

    /**
     * Two requests that look alike.
     *
     * @param request the one that comes second
     * @param alike the one that comes first
     * @param agreeing the sets of fields that they have in common, such as {@code FAMILY_NAME+PHONE}, as far as that is known
     */
    public record Pair(UUID request, UUID alike, List<String> agreeing) {
        public Pair {
            agreeing = List.copyOf(agreeing);
        }
    }

    /**
     * The requests after this id that wait for a pack or for its hand-over, and look like one that comes before them without anybody's
     * having decided; their sponsor alone finds them.
     */
    public Future<List<UUID>> page(
            SqlConnection connection, UUID sponsor, @Nullable UUID after, @Nullable UUID programmeId, int limit) {
        return connection
                .preparedQuery(PAGE)
                .execute(Tuple.of(sponsor, after, programmeId, limit))
                .map(rows -> {
                    List<UUID> ids = new ArrayList<>();
                    for (Row row : rows) {
                        ids.add(row.getUUID(0));
                    }
                    return ids;
                });
    }

    /** What each of these requests looks like, undecided; of each the first of them. */
    public Future<List<Pair>> undecided(SqlConnection connection, Collection<UUID> ids) {
        return connection
                .preparedQuery(PAIRS)
                .execute(Tuple.of((Object) ids.toArray(UUID[]::new)))
                .map(rows -> {
                    List<Pair> pairs = new ArrayList<>();
                    for (Row row : rows) {
                        pairs.add(new Pair(row.getUUID(0), row.getUUID(1), texts(row.getArrayOfStrings(2))));
                    }
                    return pairs;
                });
    }

    /** Those of these requests that look like one that comes before them, undecided, and whether their group has such wait. */
    public Future<Map<UUID, Boolean>> ofThese(SqlConnection connection, Collection<UUID> ids) {
        return connection
                .preparedQuery(OF_THESE)
                .execute(Tuple.of((Object) ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Boolean> near = new HashMap<>();
                    for (Row row : rows) {
                        near.put(row.getUUID(0), row.getBoolean(1));
                    }
                    return near;
                });
    }

    /** Whether these are two requests of one group that have something in common. */
    public Future<Boolean> areAlike(SqlConnection connection, UUID one, UUID other) {
        return connection
                .preparedQuery("select from likeness l join likeness o on o.sponsor = l.sponsor"
                        + " and o.programme_group = l.programme_group and o.mark = l.mark"
                        + " where l.request_id = $1 and o.request_id = $2 and $1 <> $2 limit 1")
                .execute(Tuple.of(one, other))
                .map(rows -> rows.size() > 0);
    }

    /** Seals why something is decided of requests for these people; null when one of them is forgotten. */
    public Future<@Nullable Buffer> seal(UUID decision, UUID later, UUID earlier, String reason) {
        return texts.seal(DECISIONS, decision, List.of(later, earlier), reason);
    }

    /**
     * Keeps what was decided; what was before stays as its history.
     *
     * @param sealed its reason
     */
    public Future<?> decide(
            SqlConnection transaction, UUID sponsor, NearMatchDecision decision, @Nullable Buffer sealed) {
        return transaction
                .preparedQuery(
                        "insert into near_match_decision(id, later, earlier, sponsor, verdict, sealed, decided_by,"
                                + " occurred_at, decided_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
                .execute(Tuple.of(
                        decision.id(),
                        decision.requestId(),
                        decision.alike(),
                        sponsor,
                        decision.verdict().name(),
                        sealed,
                        decision.decidedBy(),
                        decision.occurredAt().atOffset(ZoneOffset.UTC),
                        decision.decidedAt().atOffset(ZoneOffset.UTC)));
    }

    /** What was decided, oldest first; of one request when that is named. */
    public Future<List<NearMatchDecision>> decisions(
            SqlConnection connection, UUID sponsor, @Nullable UUID after, @Nullable UUID requestId, int limit) {
        return decisions(
                connection,
                "d.sponsor = $1 and ($2::uuid is null or d.id > $2)"
                        + " and ($3::uuid is null or d.later = $3 or d.earlier = $3) order by d.id limit $4",
                Tuple.of(sponsor, after, requestId, limit));
    }

    /** What was decided of the requests for a person, oldest first; their sponsor alone finds it. */
    public Future<List<NearMatchDecision>> decisionsOf(SqlConnection connection, UUID personRef) {
        return decisions(connection, "$1 in (l.person_ref, e.person_ref) order by d.id", Tuple.of(personRef));
    }

    private Future<List<NearMatchDecision>> decisions(SqlConnection connection, String condition, Tuple values) {
        return connection
                .preparedQuery("select d.id, d.later, d.earlier, d.verdict, d.reason, d.decided_by, d.occurred_at,"
                        + " d.decided_at, d.sealed, l.person_ref, e.person_ref from near_match_decision d"
                        + " join request l on l.id = d.later join request e on e.id = d.earlier where " + condition)
                .execute(values)
                .compose(rows -> {
                    List<TextsOfPeople.Sealed> sealed = new ArrayList<>();
                    for (Row row : rows) {
                        Buffer text = row.getBuffer(8);
                        if (text != null) {
                            sealed.add(new TextsOfPeople.Sealed(
                                    row.getUUID(0), List.of(row.getUUID(9), row.getUUID(10)), text));
                        }
                    }
                    return texts.open(DECISIONS, sealed).map(reasons -> {
                        List<NearMatchDecision> decisions = new ArrayList<>();
                        for (Row row : rows) {
                            decisions.add(decision(row, reasons.get(row.getUUID(0))));
                        }
                        return decisions;
                    });
                });
    }

    private static NearMatchDecision decision(Row row, @Nullable String reason) {
        return new NearMatchDecision(
                row.getUUID(0),
                row.getUUID(1),
                row.getUUID(2),
                NearMatchVerdict.valueOf(row.getString(3)),
                reason == null ? row.getString(4) : reason,
                row.getString(5),
                instant(row, 6),
                instant(row, 7));
    }

    /** Forgets why something was decided of these requests: a reason may tell of the person. */
    public Future<?> forgetReasons(SqlConnection transaction, Collection<UUID> requestIds) {
        return transaction
                .preparedQuery(
                        "update near_match_decision set reason = null, sealed = null"
                                + " where (later = any($1) or earlier = any($1)) and (reason is not null or sealed is not null)")
                .execute(Tuple.of((Object) requestIds.toArray(UUID[]::new)));
    }

    /** Seals the reasons that the release before has written plain, so many at a time. */
    public Future<?> sealPlainReasons(SqlConnection transaction) {
        return transaction
                .preparedQuery("select d.id, d.reason, l.person_ref, e.person_ref from near_match_decision d"
                        + " join request l on l.id = d.later join request e on e.id = d.earlier"
                        + " where d.reason is not null order by d.id limit " + MOST_SEALED)
                .execute()
                .compose(rows -> {
                    Future<?> sealing = Future.succeededFuture();
                    for (Row row : rows) {
                        UUID id = row.getUUID(0);
                        sealing = sealing.compose(_ -> seal(id, row.getUUID(2), row.getUUID(3), row.getString(1)))
                                .compose(text -> transaction
                                        .preparedQuery(
                                                "update near_match_decision set sealed = $2, reason = null where id = $1")
                                        .execute(Tuple.of(id, text)));
                    }
                    return sealing;
                });
    }

    private static List<String> texts(String @Nullable [] texts) {
        return texts == null ? List.of() : List.of(texts);
    }

    private static Instant instant(Row row, int column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
