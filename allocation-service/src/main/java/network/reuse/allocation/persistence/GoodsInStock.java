package network.reuse.allocation.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.domain.FreeGoods;
import network.reuse.allocation.domain.Goods;
import network.reuse.allocation.domain.GoodsAttributes;
import network.reuse.allocation.domain.GoodsCount;
import network.reuse.allocation.domain.PackAttributes;
import network.reuse.allocation.domain.PackedGoods;
import network.reuse.allocation.domain.WantedGoods;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.CountedGood;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Scanned;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.RequiredRows;
import network.reuse.defaults.commit.RetryTransaction;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The goods that sponsors count, and those of each pack. The counts follow the goods of packs in the database itself, which keeps each at
 * zero or above. A count's row is locked behind the quota's and before the balances of envelopes, in the order of ids.
 */
@ApplicationScoped
public class GoodsInStock {
    public static final AggregateTable<Goods, AllocationEvent> TABLE = new AggregateTable<>(
            "goods",
            "goods",
            Publisher.ALLOCATION,
            StateCodec.of(Goods.class),
            goods -> new Visibility(
                    goods.owners(),
                    goods.owners(),
                    goods.attributes().territory(),
                    goods.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "sponsor",
                            "uuid",
                            goods -> goods.attributes().sponsor().toString()),
                    AggregateTable.Column.form(
                            "kind", goods -> goods.attributes().name()),
                    new AggregateTable.Column<>(
                            "partner_ref", "text", goods -> goods.attributes().partnerRef()),
                    AggregateTable.Column.form(
                            "reference_form", goods -> goods.attributes().partnerRef())));

    private static final String CHECK_VIOLATION = "23514";

    private static final String FREE = "select goods_id, name, free from goods_balance"
            + " where sponsor = $1 and env = $2 and kind = any($3) order by goods_id";

    private static final String STANDING = "select g.id, g.version, g.sequence, g.status, g.state, g.occurred_at,"
            + " g.created_at, g.changed_at, b.free, b.reserved, b.gone from goods g"
            + " join goods_balance b on b.goods_id = g.id where g.id = $1";

    private static final String MOVE = "with done as (update pack_goods set status = $2 where pack_id = any($1)"
            + " returning pack_id) select 1 / (count(distinct pack_id) = cardinality($1))::int from done";

    /** What became of the goods of a pack. */
    public enum Fate {
        RESERVED,
        FREE,
        GONE
    }

    /** Goods, and how many there are. */
    public record Standing(Stored<Goods> goods, GoodsCount count) {}

    /** How many are free of those of these goods that the sponsor counts; nothing is asked where a pack holds none. */
    public Future<List<FreeGoods.InStock>> free(
            SqlConnection connection, UUID sponsor, Environment env, Collection<CountedGood> wanted) {
        return free(connection, FREE, sponsor, env, wanted);
    }

    /** The same; nobody else changes how many until the transaction ends. */
    public Future<List<FreeGoods.InStock>> lockFree(
            SqlConnection transaction, UUID sponsor, Environment env, Collection<CountedGood> wanted) {
        return free(transaction, FREE + " for no key update", sponsor, env, wanted);
    }

    private static Future<List<FreeGoods.InStock>> free(
            SqlConnection connection, String sql, UUID sponsor, Environment env, Collection<CountedGood> wanted) {
        if (wanted.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        String[] kinds = wanted.stream()
                .map(good -> Scanned.form(good.name()))
                .distinct()
                .toArray(String[]::new);
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(sponsor, env.name(), kinds))
                .map(GoodsInStock::inStock);
    }

    private static List<FreeGoods.InStock> inStock(RowSet<Row> rows) {
        List<FreeGoods.InStock> found = new ArrayList<>(rows.size());
        for (Row row : rows) {
            found.add(new FreeGoods.InStock(row.getUUID(0), row.getString(1), row.getInteger(2)));
        }
        return found;
    }

    /** Goods that are put aside for a pack. */
    public record Taken(UUID packId, PackedGoods goods) {}

    /** Puts these aside; fails with {@link RetryTransaction} when fewer are there, and whoever tries again is told which. */
    public Future<?> take(SqlConnection transaction, UUID sponsor, List<Taken> taken) {
        return retried(transaction
                .preparedQuery("insert into pack_goods(pack_id, goods_id, sponsor, count)"
                        + " select g.pack, g.goods, $1, g.count from unnest($2::uuid[], $3::uuid[], $4::int[])"
                        + " as g(pack, goods, count)")
                .execute(Tuple.of(
                        sponsor,
                        taken.stream().map(Taken::packId).toArray(UUID[]::new),
                        taken.stream().map(one -> one.goods().goodsId()).toArray(UUID[]::new),
                        taken.stream().map(one -> one.goods().count()).toArray(Integer[]::new))));
    }

    /**
     * All goods of these packs, each of which has some, become this; fails when one of them is that already, or fewer are there than
     * that takes.
     */
    private static Future<?> move(SqlConnection transaction, Collection<UUID> packIds, Fate fate) {
        return retried(transaction.preparedQuery(MOVE).execute(Tuple.of(packIds.toArray(UUID[]::new), fate.name())));
    }

    /** The plan that moves the goods of these packs as well, where they have some, before the commit. */
    public Plan moving(Plan plan, Collection<PackAttributes> packs, Fate fate) {
        List<UUID> holding = packs.stream()
                .filter(pack -> !pack.goods().isEmpty())
                .map(PackAttributes::id)
                .toList();
        return holding.isEmpty() ? plan : plan.writingBeforeCommit((connection, _) -> move(connection, holding, fate));
    }

    /** The goods of a pack, by their ids, each with how many are free. */
    public Future<Map<UUID, FreeGoods.InStock>> free(SqlConnection connection, UUID packId) {
        return connection
                .preparedQuery("select b.goods_id, b.name, b.free from goods_balance b"
                        + " join pack_goods g on g.goods_id = b.goods_id where g.pack_id = $1")
                .execute(Tuple.of(packId))
                .map(rows -> {
                    Map<UUID, FreeGoods.InStock> byId = new HashMap<>();
                    inStock(rows).forEach(one -> byId.put(one.goodsId(), one));
                    return byId;
                });
    }

    /** Counts goods from now on: so many are there, all of them free. */
    public Future<?> begin(SqlConnection transaction, GoodsAttributes goods, int count) {
        return transaction
                .preparedQuery("insert into goods_balance(goods_id, sponsor, env, kind, name, received, free)"
                        + " values ($1, $2, $3, $4, $5, $6, $6)")
                .execute(Tuple.of(
                        goods.id(),
                        goods.sponsor(),
                        goods.env().name(),
                        Scanned.form(goods.name()),
                        goods.name(),
                        count));
    }

    /** So many more are free, or fewer where that is below zero; fails when that are more than there are. */
    public Future<?> add(SqlConnection transaction, UUID id, int more) {
        return retried(transaction
                .preparedQuery(RequiredRows.one(
                        "update goods_balance set received = received + $2, free = free + $2 where goods_id = $1"))
                .execute(Tuple.of(id, more)));
    }

    /** The goods, nobody else changing how many there are; null when the caller counts none of this id. */
    public Future<@Nullable Standing> lock(SqlConnection transaction, UUID id) {
        return standing(transaction, STANDING + " for no key update of b", id);
    }

    /** The goods with how many there are; null when the caller counts none of this id. */
    public Future<@Nullable Standing> find(SqlConnection connection, UUID id) {
        return standing(connection, STANDING, id);
    }

    private static Future<@Nullable Standing> standing(SqlConnection connection, String sql, UUID id) {
        return connection.preparedQuery(sql).execute(Tuple.of(id)).map(rows -> {
            List<Stored<Goods>> goods = TABLE.stored(rows);
            for (Row row : rows) {
                return new Standing(goods.getFirst(), count(row));
            }
            return null;
        });
    }

    private static GoodsCount count(Row row) {
        return new GoodsCount(row.getInteger("free"), row.getInteger("reserved"), row.getInteger("gone"));
    }

    /** The goods after this id that are wanted, oldest first. */
    public Uni<List<Stored<Goods>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, WantedGoods wanted) {
        return ListQuery.of("goods")
                .withForm("kind", wanted.name())
                .withForm("reference_form", wanted.partnerRef())
                .since(wanted.changedSince())
                .page(session, GoodsRow.class, after, limit)
                .map(rows -> rows.stream().map(GoodsRow::stored).toList());
    }

    /** How many there are of all goods of the caller's, by their ids. */
    public Uni<Map<UUID, GoodsCount>> counts(Mutiny.StatelessSession session) {
        return session.createNativeQuery("select goods_id, free, reserved, gone from goods_balance", Object[].class)
                .getResultList()
                .map(rows -> {
                    Map<UUID, GoodsCount> counts = new HashMap<>();
                    for (Object[] row : rows) {
                        counts.put(
                                (UUID) row[0],
                                new GoodsCount(
                                        ((Number) row[1]).intValue(),
                                        ((Number) row[2]).intValue(),
                                        ((Number) row[3]).intValue()));
                    }
                    return counts;
                });
    }

    private static Future<?> retried(Future<?> written) {
        return written.recover(failure -> Future.failedFuture(
                failure instanceof PgException database && CHECK_VIOLATION.equals(database.getSqlState())
                        ? new RetryTransaction()
                        : failure));
    }
}
