package network.reuse.allocation.persistence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import network.reuse.allocation.domain.CoFinancing;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.domain.Programme.ShareUse;
import network.reuse.allocation.domain.Programme.Uses;
import network.reuse.allocation.domain.ProgrammeAttributes;
import network.reuse.allocation.domain.WantedProgrammes;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.PackItem;
import network.reuse.contracts.AllocationEvent.Share;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.RequiredRows;
import network.reuse.defaults.commit.RetryTransaction;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import network.reuse.defaults.database.PipelinedStatements;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every programme, and how much of its quota is taken. */
@ApplicationScoped
public class Programmes {
    public static final AggregateTable<Programme, AllocationEvent> TABLE = new AggregateTable<>(
            "programme",
            "programme",
            Publisher.ALLOCATION,
            StateCodec.of(
                    Programme.class,
                    Programmes::withItsRuleOnReturns,
                    Programmes::withItsMinimumLevel,
                    Programmes::withoutSharesAndBackOrder,
                    Programmes::withMemoryAndDisk,
                    Programmes::withoutWaves),
            programme -> new Visibility(
                    programme.readers(),
                    programme.owners(),
                    programme.attributes().territory(),
                    programme.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", programme -> programme.attributes().code()),
                    new AggregateTable.Column<>(
                            "sponsor",
                            "uuid",
                            programme -> programme.attributes().sponsor().toString()),
                    new AggregateTable.Column<>(
                            "partner_ref",
                            "text",
                            programme -> programme.attributes().partnerRef()),
                    AggregateTable.Column.form(
                            "reference_form",
                            programme -> programme.attributes().partnerRef())));

    /** How plans are kept. */
    static final StateCodec<CoFinancing> PLANS = StateCodec.of(CoFinancing.class);

    private static final String PLAN = "CO_FINANCING";
    private static final String DIVISION_BY_ZERO = "22012";
    private static final String CHECK_VIOLATION = "23514";

    private static final String TAKE_ONE = "with took as (update programme_quota set taken = taken + 1"
            + " where programme_id = $1 and programme_version = $2 and open and taken < quota and waiting = 0 returning 1)"
            + " select 1 / count(*) from took";
    private static final String TAKE_ONE_OF_SHARE = RequiredRows.one("update programme_share set taken = taken + 1"
            + " where programme_id = $1 and label = $2 and taken < count");
    /** Shares are not dealt out anew until the transaction ends; what follows sees those that there are. */
    static final String HOLD_SHARES = "select from programme where id = $1 for key share";

    private static final String GIVE_BACK_ONE = inItsShare("- 1");
    private static final String GIVE_BACK_RETURNED = inItsShare("- q.return_frees::int");
    private static final String TAKE_RETURNED = inItsShare("+ q.return_frees::int");

    /**
     * Changes what is taken of the quota of the programme that is {@code $1}, and of the share of the request that is {@code $2}: the
     * share's row first, as everywhere. A programme without shares has no such row.
     */
    private static String inItsShare(String by) {
        return "with part as (update programme_share s set taken = s.taken " + by
                + " from request r, programme_quota q where r.id = $2 and q.programme_id = $1 and s.programme_id = $1"
                + " and s.label = coalesce(r.share, '') returning 1),"
                + " done as (update programme_quota q set taken = q.taken " + by
                + " where q.programme_id = $1 and (select count(*) from part) >= 0 returning 1)"
                + " select 1 / (count(*) = 1)::int from done";
    }

    /** The programme; refused as unknown when there is none that the reader may see. */
    public Uni<Stored<Programme>> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(ProgrammeRow.class, id).map(ProgrammeRow::found);
    }

    /** The programmes after this id that are wanted, oldest first. */
    public Uni<List<Stored<Programme>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, WantedProgrammes wanted) {
        return ListQuery.of("programme")
                .with("status", wanted.status())
                .withForm("code", wanted.code())
                .withForm("reference_form", wanted.partnerRef())
                .since(wanted.changedSince())
                .page(session, ProgrammeRow.class, after, limit)
                .map(rows -> rows.stream().map(ProgrammeRow::stored).toList());
    }

    /**
     * Keeps what a pack of a new programme holds, and that none of its quota is taken.
     *
     * @param isOpen whether any of it may be taken
     */
    public Future<?> prepare(SqlConnection transaction, ProgrammeAttributes programme, boolean isOpen) {
        List<PackItem> items = programme.pack();
        Future<?> listed = transaction
                .preparedQuery(
                        "insert into programme_item(programme_id, sponsor, category, worst_grade, count, minimum_memory_gib,"
                                + " minimum_disk_gb) select $1, $2, i.category, i.worst_grade, i.count, i.memory, i.disk"
                                + " from unnest($3::text[], $4::text[], $5::int[], $6::int[], $7::int[])"
                                + " as i(category, worst_grade, count, memory, disk)")
                .execute(Tuple.tuple()
                        .addUUID(programme.id())
                        .addUUID(programme.sponsor())
                        .addArrayOfString(items.stream()
                                .map(item -> item.category().name())
                                .toArray(String[]::new))
                        .addArrayOfString(items.stream()
                                .map(item -> item.worstGrade().name())
                                .toArray(String[]::new))
                        .addArrayOfInteger(items.stream().map(PackItem::count).toArray(Integer[]::new))
                        .addArrayOfInteger(items.stream()
                                .map(item -> Objects.requireNonNullElse(item.minimumMemoryGib(), 0))
                                .toArray(Integer[]::new))
                        .addArrayOfInteger(items.stream()
                                .map(item -> Objects.requireNonNullElse(item.minimumDiskGb(), 0))
                                .toArray(Integer[]::new)));
        Future<?> opened = transaction
                .preparedQuery(
                        "insert into programme_quota(programme_id, sponsor, quota, return_frees, minimum_level, open)"
                                + " values ($1, $2, $3, $4, $5::int, $6)")
                .execute(Tuple.of(
                        programme.id(),
                        programme.sponsor(),
                        programme.quota(),
                        programme.returnFreesQuota(),
                        programme.minimumLevel().rank(),
                        isOpen));
        Future<?> divided = programme.parts().isEmpty() ? Future.succeededFuture() : keepShares(transaction, programme);
        return listed.compose(_ -> opened).compose(_ -> divided);
    }

    /** Keeps a programme's shares or waves, with what is in none, as they are from now on; what is taken of each stays. */
    private static Future<Void> keepShares(SqlConnection transaction, ProgrammeAttributes programme) {
        List<ShareUse> kept = new ArrayList<>();
        for (Share share : programme.parts()) {
            kept.add(new ShareUse(share.label(), share.count(), 0));
        }
        if (!kept.isEmpty()) {
            kept.add(new ShareUse(ShareUse.OUTSIDE, programme.outsideOfParts(), 0));
        }
        // What was taken before the programme had shares is in none.
        return transaction
                .preparedQuery(
                        "with kept as (insert into programme_share(programme_id, sponsor, label, count, taken)"
                                + " select $1, $2, s.label, s.count, case when s.label = '' and not exists (select from programme_share"
                                + " where programme_id = $1) then (select taken from programme_quota where programme_id = $1)"
                                + " else 0 end from unnest($3::text[], $4::int[]) as s(label, count)"
                                + " on conflict (programme_id, label) do update set count = excluded.count returning label)"
                                + " delete from programme_share where programme_id = $1 and label not in (select label from kept)")
                .execute(Tuple.of(
                        programme.id(),
                        programme.sponsor(),
                        kept.stream().map(ShareUse::label).toArray(String[]::new),
                        kept.stream().map(ShareUse::count).toArray(Integer[]::new)))
                .mapEmpty();
    }

    /** What depends on a programme's terms, as far as the caller may see it: its sponsor sees all of it. */
    public Future<Uses> uses(SqlConnection transaction, UUID id) {
        Future<Map<String, Integer>> shares = transaction
                .preparedQuery(
                        "select s.label, s.taken from programme_share s where s.programme_id = $1 and s.label <> ''"
                                + " and (s.taken > 0 or exists(select from request r where r.programme_id = $1"
                                + " and r.share = s.label))")
                .execute(Tuple.of(id))
                .map(rows -> {
                    Map<String, Integer> taken = new HashMap<>();
                    for (Row row : rows) {
                        taken.put(row.getString(0), row.getInteger(1));
                    }
                    return taken;
                });
        return transaction
                .preparedQuery("select coalesce((select taken from programme_quota where programme_id = $1), 0),"
                        + " exists(select from request where programme_id = $1),"
                        + " exists(select from pack where programme_id = $1),"
                        + " (select count(*)::int from request where programme_id = $1 and share is null"
                        + " and status = 'SUBMITTED')")
                .execute(Tuple.of(id))
                .compose(rows -> shares.map(ofShares -> {
                    Row row = rows.iterator().next();
                    return new Uses(
                            row.getInteger(0), row.getBoolean(1), row.getBoolean(2), ofShares, row.getInteger(3));
                }));
    }

    /**
     * Waits for requests and reservations that are being made in a programme of the caller's, and keeps others from being made
     * until the transaction ends: a request refers to its programme, a reservation takes one of the quota.
     */
    public Future<?> lock(SqlConnection transaction, UUID id) {
        Future<?> programme = transaction
                .preparedQuery("select id from programme where id = $1 for update")
                .execute(Tuple.of(id));
        Future<?> shares = transaction
                .preparedQuery("select label from programme_share where programme_id = $1 order by label for update")
                .execute(Tuple.of(id));
        Future<?> quota = transaction
                .preparedQuery("select programme_id from programme_quota where programme_id = $1 for update")
                .execute(Tuple.of(id));
        return programme.compose(_ -> shares).compose(_ -> quota);
    }

    /**
     * Fails, and the transaction with it, when the programme is no longer of this version. Right behind a write that refers to
     * it, which waits for whoever has locked it.
     */
    public Future<?> requireVersion(SqlConnection transaction, UUID id, long version) {
        return transaction
                .preparedQuery("select 1 / count(*) from programme where id = $1 and version = $2")
                .execute(Tuple.of(id, version));
    }

    /**
     * Its quota, its shares and its minimum level are these from now on, at this version; refused when more than that is taken, which
     * the database decides.
     */
    public Future<?> amend(SqlConnection transaction, ProgrammeAttributes amended, long version) {
        Future<Void> shares = keepShares(transaction, amended).recover(Programmes::retried);
        Future<?> quota = transaction
                .preparedQuery(RequiredRows.one("update programme_quota set quota = $2, programme_version = $3,"
                        + " minimum_level = $4::int where programme_id = $1"))
                .execute(Tuple.of(
                        amended.id(),
                        amended.quota(),
                        version,
                        amended.minimumLevel().rank()))
                .recover(failure -> Future.failedFuture(isCheck(failure) ? new RetryTransaction() : failure));
        return PipelinedStatements.answered(List.of(shares, quota));
    }

    /** From now on its quota may be taken, at this version; fails when it has none. */
    public Future<?> unlock(SqlConnection transaction, UUID id, long version) {
        return transaction
                .preparedQuery(RequiredRows.one(
                        "update programme_quota set open = true, programme_version = $2 where programme_id = $1"))
                .execute(Tuple.of(id, version));
    }

    /** Who pays what of its packs is this from now on, at this version; reservations that read it otherwise try again. */
    public Future<?> coFinance(SqlConnection transaction, UUID id, CoFinancing plan, long version) {
        return transaction
                .preparedQuery(RequiredRows.one("update programme_quota set co_financing = $2, programme_version = $3"
                        + " where programme_id = $1"))
                .execute(Tuple.of(id, PLANS.write(plan), version));
    }

    /** It is of this version from now on; reservations that read it otherwise try again. */
    public Future<?> raise(SqlConnection transaction, UUID id, long version) {
        return transaction
                .preparedQuery(
                        RequiredRows.one("update programme_quota set programme_version = $2 where programme_id = $1"))
                .execute(Tuple.of(id, version));
    }

    /** Who pays what of its packs; empty when there is no plan, or the caller is not its sponsor. */
    public Future<Optional<CoFinancing>> coFinancing(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery("select co_financing from programme_quota where programme_id = $1")
                .execute(Tuple.of(id))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.ofNullable(plan(row.getString(0)));
                    }
                    return Optional.empty();
                });
    }

    /** The plan that a row keeps; null when it keeps none. */
    static @Nullable CoFinancing plan(@Nullable String kept) {
        return kept == null ? null : PLANS.read(PLAN, kept);
    }

    /** From now on nothing is taken of its quota; fails when it has none. */
    public Future<?> shut(SqlConnection transaction, UUID id) {
        return transaction
                .preparedQuery(RequiredRows.one("update programme_quota set open = false where programme_id = $1"))
                .execute(Tuple.of(id));
    }

    /**
     * Takes one of the quota, and before that one of this share of it; fails with {@link RetryTransaction} when none is left, when
     * others wait for devices, or when the programme is no longer of this version or closed.
     *
     * @param share null where the programme has none
     */
    public Future<?> takeOne(SqlConnection transaction, UUID id, long version, @Nullable ShareUse share) {
        Future<?> ofShare = share == null
                ? Future.succeededFuture()
                : transaction
                        .preparedQuery(TAKE_ONE_OF_SHARE)
                        .execute(Tuple.of(id, share.label()))
                        .recover(Programmes::retried);
        Future<?> ofQuota = transaction
                .preparedQuery(TAKE_ONE)
                .execute(Tuple.of(id, version))
                .recover(Programmes::retried);
        return share == null ? ofQuota : PipelinedStatements.answered(List.of(ofShare, ofQuota));
    }

    /** Whatever was read has changed: it is decided again. */
    private static <T> Future<T> retried(Throwable failure) {
        boolean changed = isCheck(failure)
                || (failure instanceof PgException database && DIVISION_BY_ZERO.equals(database.getSqlState()));
        return Future.failedFuture(changed ? new RetryTransaction() : failure);
    }

    /**
     * So many packs of a programme as it was read.
     *
     * @param waiting how many of them wait for their devices
     */
    public record Taking(UUID programmeId, long version, int count, int waiting) {}

    /** A share of a programme's quota, by its label. */
    public record Part(UUID programmeId, String share) {}

    /** Takes so many of these shares, which {@link #leftOfShares} locked; fails when one of them is not there. */
    public Future<?> takeOfShares(SqlConnection transaction, Map<Part, Integer> takings) {
        List<Map.Entry<Part, Integer>> all = List.copyOf(takings.entrySet());
        return transaction
                .preparedQuery(RequiredRows.each("update programme_share s set taken = s.taken + t.count"
                        + " from unnest($1::uuid[], $2::text[], $3::int[]) as t(id, label, count)"
                        + " where s.programme_id = t.id and s.label = t.label"))
                .execute(Tuple.of(
                        all.stream().map(one -> one.getKey().programmeId()).toArray(UUID[]::new),
                        all.stream().map(one -> one.getKey().share()).toArray(String[]::new),
                        all.stream().map(Map.Entry::getValue).toArray(Integer[]::new)));
    }

    /** The shares of these programmes as they are used; nobody else takes of one until the transaction ends. */
    public Future<Map<Part, ShareUse>> leftOfShares(SqlConnection transaction, Collection<UUID> ids) {
        return transaction
                .preparedQuery("select programme_id, label, count, taken from programme_share"
                        + " where programme_id = any($1) order by programme_id, label for update")
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<Part, ShareUse> shares = new HashMap<>();
                    for (Row row : rows) {
                        ShareUse share = new ShareUse(row.getString(1), row.getInteger(2), row.getInteger(3));
                        shares.put(new Part(row.getUUID(0), share.label()), share);
                    }
                    return shares;
                });
    }

    /** Takes these of their quotas, which {@link #left} locked; fails when one of them is not there, or of another version. */
    public Future<?> take(SqlConnection transaction, Collection<Taking> takings) {
        return transaction
                .preparedQuery(RequiredRows.each("update programme_quota q set taken = q.taken + t.count,"
                        + " waiting = q.waiting + t.waiting, last_place = q.last_place + t.waiting"
                        + " from unnest($1::uuid[], $2::bigint[], $3::int[], $4::int[]) as t(id, version, count, waiting)"
                        + " where q.programme_id = t.id and q.programme_version = t.version"))
                .execute(Tuple.of(
                        takings.stream().map(Taking::programmeId).toArray(UUID[]::new),
                        takings.stream().map(Taking::version).toArray(Long[]::new),
                        takings.stream().map(Taking::count).toArray(Integer[]::new),
                        takings.stream().map(Taking::waiting).toArray(Integer[]::new)));
    }

    /** Gives back what a request has taken; fails when the programme has no quota. */
    public Future<?> giveBackOne(SqlConnection transaction, UUID id, UUID requestId) {
        return changeInShare(transaction, GIVE_BACK_ONE, id, requestId);
    }

    /** The pack of a request came back: one is free again where the programme says so. */
    public Future<?> giveBackReturned(SqlConnection transaction, UUID id, UUID requestId) {
        return changeInShare(transaction, GIVE_BACK_RETURNED, id, requestId);
    }

    private static Future<?> changeInShare(SqlConnection transaction, String change, UUID id, UUID requestId) {
        return PipelinedStatements.answered(List.of(
                transaction.preparedQuery(HOLD_SHARES).execute(Tuple.of(id)),
                transaction.preparedQuery(change).execute(Tuple.of(id, requestId))));
    }

    /** The pack of a request did not come back after all: one is taken again where its return freed one; fails when none is left. */
    public Future<?> takeReturned(SqlConnection transaction, UUID id, UUID requestId) {
        return changeInShare(transaction, TAKE_RETURNED, id, requestId).recover(Programmes::retried);
    }

    /**
     * A programme with how many of its packs are reserved or gone.
     *
     * @param share the one that a request of it is in; null where it has none
     */
    public record Used(
            Programme programme, int taken, @Nullable ShareUse share) {}

    /** The programme of a pack as it stands; empty unless the caller is its sponsor. */
    public Future<Optional<Used>> ofPack(SqlConnection transaction, UUID packId) {
        return transaction
                .preparedQuery("select p.status, p.state, q.taken, s.label, s.count, s.taken from pack k"
                        + " join programme p on p.id = k.programme_id"
                        + " join programme_quota q on q.programme_id = k.programme_id"
                        + " join request r on r.id = k.request_id"
                        + " left join programme_share s on s.programme_id = k.programme_id"
                        + " and s.label = coalesce(r.share, '') where k.id = $1")
                .execute(Tuple.of(packId))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(new Used(
                                TABLE.read(row.getString(0), row.getString(1)), row.getInteger(2), share(row, 3)));
                    }
                    return Optional.empty();
                });
    }

    /** The share whose label, count and use stand from this column on; null when the row has none. */
    static @Nullable ShareUse share(Row row, int from) {
        String label = row.getString(from);
        return label == null ? null : new ShareUse(label, row.getInteger(from + 1), row.getInteger(from + 2));
    }

    /**
     * What a programme has left, its quota locked.
     *
     * @param packs how many packs; 0 when it is closed
     * @param waiting how many packs wait for their devices
     * @param lastPlace the last place that was given
     */
    public record Left(int packs, int waiting, long lastPlace) {
        /** What is left once one is taken. */
        public Left less() {
            return new Left(packs - 1, waiting, lastPlace);
        }

        /** What is left once one is taken that waits behind the others. */
        public Left lessWaiting() {
            return new Left(packs - 1, waiting + 1, lastPlace + 1);
        }
    }

    /** What each programme has left; nobody else takes any of it until the transaction ends. */
    public Future<Map<UUID, Left>> left(SqlConnection transaction, Collection<UUID> ids) {
        return transaction
                .preparedQuery("select programme_id, case when open then quota - taken else 0 end, waiting, last_place"
                        + " from programme_quota where programme_id = any($1) order by programme_id for update")
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Left> left = new HashMap<>();
                    for (Row row : rows) {
                        left.put(row.getUUID(0), new Left(row.getInteger(1), row.getInteger(2), row.getLong(3)));
                    }
                    return left;
                });
    }

    /** How many packs of a programme are reserved or gone; empty when the caller is not its sponsor. */
    public Uni<Optional<Integer>> taken(Mutiny.StatelessSession session, UUID id) {
        return session.createNativeQuery("select taken from programme_quota where programme_id = :id", Integer.class)
                .setParameter("id", id)
                .getSingleResultOrNull()
                .map(Optional::ofNullable);
    }

    /** How many packs of each share of a programme are reserved or gone, by its label; empty when the caller is not its sponsor. */
    public Uni<Map<String, Integer>> takenOfShares(Mutiny.StatelessSession session, UUID id) {
        return session.createNativeQuery(
                        "select label, taken from programme_share where programme_id = :id", Object[].class)
                .setParameter("id", id)
                .getResultList()
                .map(rows -> {
                    Map<String, Integer> taken = new HashMap<>();
                    for (Object[] row : rows) {
                        taken.put((String) row[0], ((Number) row[1]).intValue());
                    }
                    return taken;
                });
    }

    /** How many requests are in each share or wave of a programme, whatever became of them, by its label, as far as the caller sees them. */
    public Uni<Map<String, Integer>> askedOfShares(Mutiny.StatelessSession session, UUID id) {
        return session.createNativeQuery(
                        "select share, cast(count(*) as int) from request where programme_id = :id and share is not null"
                                + " group by share",
                        Object[].class)
                .setParameter("id", id)
                .getResultList()
                .map(rows -> {
                    Map<String, Integer> asked = new HashMap<>();
                    for (Object[] row : rows) {
                        asked.put((String) row[0], ((Number) row[1]).intValue());
                    }
                    return asked;
                });
    }

    private static boolean isCheck(Throwable failure) {
        return failure instanceof PgException database && CHECK_VIOLATION.equals(database.getSqlState());
    }

    /** Version 2: programmes of version 1 kept the quota of a pack that came back. */
    static ObjectNode withItsRuleOnReturns(String status, ObjectNode state) {
        ((ObjectNode) state.get("attributes")).put("returnFreesQuota", false);
        return state;
    }

    /** Version 3: programmes of earlier versions asked for no level of erasure. */
    static ObjectNode withItsMinimumLevel(String status, ObjectNode state) {
        ((ObjectNode) state.get("attributes")).put("minimumLevel", SanitisationLevel.NONE.name());
        return state;
    }

    /** Version 6: programmes of earlier versions took requests on all of their days. */
    static ObjectNode withoutWaves(String status, ObjectNode state) {
        ((ObjectNode) state.get("attributes")).putArray("waves");
        return state;
    }

    /** Since version 5, the devices of a pack may be asked to have so much memory and disk. */
    static ObjectNode withMemoryAndDisk(String status, ObjectNode state) {
        return state;
    }

    /** Version 4: programmes of earlier versions had no shares, and nobody waited for devices in them. */
    static ObjectNode withoutSharesAndBackOrder(String status, ObjectNode state) {
        ObjectNode attributes = (ObjectNode) state.get("attributes");
        attributes.putArray("shares");
        attributes.put("backOrder", false);
        return state;
    }
}
