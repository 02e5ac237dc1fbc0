package network.reuse.allocation.persistence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import network.reuse.allocation.domain.CoFinancing;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.domain.Programme.Uses;
import network.reuse.allocation.domain.ProgrammeAttributes;
import network.reuse.allocation.domain.WantedProgrammes;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.PackItem;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.RequiredRows;
import network.reuse.defaults.commit.RetryTransaction;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every programme, and how much of its quota is taken. */
@ApplicationScoped
public class Programmes {
    public static final AggregateTable<Programme, AllocationEvent> TABLE = new AggregateTable<>(
            "programme",
            "programme",
            Publisher.ALLOCATION,
            StateCodec.of(Programme.class, Programmes::withItsRuleOnReturns, Programmes::withItsMinimumLevel),
            programme -> new Visibility(
                    programme.attributes().parties(),
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
    private static final String GIVE_BACK_RETURNED =
            RequiredRows.one("update programme_quota set taken = taken - return_frees::int where programme_id = $1");
    private static final String TAKE_RETURNED = RequiredRows.one("update programme_quota"
            + " set taken = taken + return_frees::int where programme_id = $1 and taken + return_frees::int <= quota");

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

    /** Keeps what a pack of a new programme holds, and that none of its quota is taken. */
    public Future<?> prepare(SqlConnection transaction, ProgrammeAttributes programme) {
        List<PackItem> items = programme.pack();
        Future<?> listed = transaction
                .preparedQuery("insert into programme_item(programme_id, sponsor, category, worst_grade, count)"
                        + " select $1, $2, i.category, i.worst_grade, i.count"
                        + " from unnest($3::text[], $4::text[], $5::int[]) as i(category, worst_grade, count)")
                .execute(Tuple.of(
                        programme.id(),
                        programme.sponsor(),
                        items.stream().map(item -> item.category().name()).toArray(String[]::new),
                        items.stream().map(item -> item.worstGrade().name()).toArray(String[]::new),
                        items.stream().map(PackItem::count).toArray(Integer[]::new)));
        Future<?> opened = transaction
                .preparedQuery("insert into programme_quota(programme_id, sponsor, quota, return_frees, minimum_level)"
                        + " values ($1, $2, $3, $4, $5::int)")
                .execute(Tuple.of(
                        programme.id(),
                        programme.sponsor(),
                        programme.quota(),
                        programme.returnFreesQuota(),
                        programme.minimumLevel().rank()));
        return listed.compose(_ -> opened);
    }

    /** What depends on a programme's terms, as far as the caller may see it: its sponsor sees all of it. */
    public Future<Uses> uses(SqlConnection transaction, UUID id) {
        return transaction
                .preparedQuery("select coalesce((select taken from programme_quota where programme_id = $1), 0),"
                        + " exists(select from request where programme_id = $1),"
                        + " exists(select from pack where programme_id = $1)")
                .execute(Tuple.of(id))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Uses(row.getInteger(0), row.getBoolean(1), row.getBoolean(2));
                });
    }

    /**
     * Waits for requests and reservations that are being made in a programme of the caller's, and keeps others from being made
     * until the transaction ends: a request refers to its programme, a reservation takes one of the quota.
     */
    public Future<?> lock(SqlConnection transaction, UUID id) {
        Future<?> programme = transaction
                .preparedQuery("select id from programme where id = $1 for update")
                .execute(Tuple.of(id));
        Future<?> quota = transaction
                .preparedQuery("select programme_id from programme_quota where programme_id = $1 for update")
                .execute(Tuple.of(id));
        return programme.compose(_ -> quota);
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
     * Its quota and its minimum level are these from now on, at this version; refused when more than that is taken, which the
     * database decides.
     */
    public Future<?> amend(SqlConnection transaction, ProgrammeAttributes amended, long version) {
        return transaction
                .preparedQuery(RequiredRows.one("update programme_quota set quota = $2, programme_version = $3,"
                        + " minimum_level = $4::int where programme_id = $1"))
                .execute(Tuple.of(
                        amended.id(),
                        amended.quota(),
                        version,
                        amended.minimumLevel().rank()))
                .recover(failure -> Future.failedFuture(isCheck(failure) ? new RetryTransaction() : failure));
    }

    /** Who pays what of its packs is this from now on, at this version; reservations that read it otherwise try again. */
    public Future<?> coFinance(SqlConnection transaction, UUID id, CoFinancing plan, long version) {
        return transaction
                .preparedQuery(RequiredRows.one("update programme_quota set co_financing = $2, programme_version = $3"
                        + " where programme_id = $1"))
                .execute(Tuple.of(id, PLANS.write(plan), version));
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
     * Takes one of the quota; fails with {@link RetryTransaction} when none is left, or when the programme is no longer of this
     * version or closed.
     */
    public Future<?> takeOne(SqlConnection transaction, UUID id, long version) {
        return transaction
                .preparedQuery("with took as (update programme_quota set taken = taken + 1"
                        + " where programme_id = $1 and programme_version = $2 and open and taken < quota returning 1)"
                        + " select 1 / count(*) from took")
                .execute(Tuple.of(id, version))
                .recover(failure -> Future.failedFuture(
                        failure instanceof PgException database && DIVISION_BY_ZERO.equals(database.getSqlState())
                                ? new RetryTransaction()
                                : failure));
    }

    /** So many packs of a programme as it was read. */
    public record Taking(UUID programmeId, long version, int count) {}

    /** Takes these of their quotas, which {@link #left} locked; fails when one of them is not there, or of another version. */
    public Future<?> take(SqlConnection transaction, Collection<Taking> takings) {
        return transaction
                .preparedQuery(RequiredRows.each("update programme_quota q set taken = q.taken + t.count"
                        + " from unnest($1::uuid[], $2::bigint[], $3::int[]) as t(id, version, count)"
                        + " where q.programme_id = t.id and q.programme_version = t.version"))
                .execute(Tuple.of(
                        takings.stream().map(Taking::programmeId).toArray(UUID[]::new),
                        takings.stream().map(Taking::version).toArray(Long[]::new),
                        takings.stream().map(Taking::count).toArray(Integer[]::new)));
    }

    /** Gives one back; fails when the programme has no quota. */
    public Future<?> giveBackOne(SqlConnection transaction, UUID id) {
        return transaction
                .preparedQuery(RequiredRows.one("update programme_quota set taken = taken - 1 where programme_id = $1"))
                .execute(Tuple.of(id));
    }

    /** A pack came back: one is free again where the programme says so. */
    public Future<?> giveBackReturned(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(GIVE_BACK_RETURNED).execute(Tuple.of(id));
    }

    /** A pack did not come back after all: one is taken again where its return freed one; fails when none is left. */
    public Future<?> takeReturned(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(TAKE_RETURNED).execute(Tuple.of(id));
    }

    /** A programme with how many of its packs are reserved or gone. */
    public record Used(Programme programme, int taken) {}

    /** The programme of a pack as it stands; empty unless the caller is its sponsor. */
    public Future<Optional<Used>> ofPack(SqlConnection transaction, UUID packId) {
        return transaction
                .preparedQuery("select p.status, p.state, q.taken from pack k join programme p on p.id = k.programme_id"
                        + " join programme_quota q on q.programme_id = k.programme_id where k.id = $1")
                .execute(Tuple.of(packId))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(new Used(TABLE.read(row.getString(0), row.getString(1)), row.getInteger(2)));
                    }
                    return Optional.empty();
                });
    }

    /** How many packs each programme has left, 0 when it is closed; nobody else takes one until the transaction ends. */
    public Future<Map<UUID, Integer>> left(SqlConnection transaction, Collection<UUID> ids) {
        return transaction
                .preparedQuery("select programme_id, case when open then quota - taken else 0 end from programme_quota"
                        + " where programme_id = any($1) order by programme_id for update")
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Integer> left = new HashMap<>();
                    for (Row row : rows) {
                        left.put(row.getUUID(0), row.getInteger(1));
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
}
