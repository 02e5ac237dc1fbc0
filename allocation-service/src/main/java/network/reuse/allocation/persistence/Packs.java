package network.reuse.allocation.persistence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.PackStatus;
import network.reuse.allocation.domain.WantedPacks;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Publisher;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every pack that was ever reserved. */
@ApplicationScoped
public class Packs {
    /** The timer that ends a reservation; its key is the pack's id. */
    public static final String EXPIRY = "pack-expiry";

    public static final AggregateTable<Pack, AllocationEvent> TABLE = new AggregateTable<>(
            "pack",
            "pack",
            Publisher.ALLOCATION,
            StateCodec.of(
                    Pack.class,
                    Packs::withItsSale,
                    Packs::withoutGoods,
                    Packs::withTheVersionOfItsRule,
                    Packs::withItsReturnedGoods),
            pack -> new Visibility(
                    pack.attributes().parties(),
                    pack.owners(),
                    pack.territory(),
                    pack.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", pack -> pack.attributes().code()),
                    new AggregateTable.Column<>(
                            "programme_id",
                            "uuid",
                            pack -> pack.attributes().programmeId().toString()),
                    new AggregateTable.Column<>(
                            "request_id",
                            "uuid",
                            pack -> pack.attributes().requestId().toString()),
                    new AggregateTable.Column<>(
                            "sponsor",
                            "uuid",
                            pack -> pack.attributes().sponsor().toString())));

    /** Since version 2, a pack that came back keeps how it was sold; of earlier ones nothing is known. */
    static ObjectNode withItsSale(String status, ObjectNode state) {
        return state;
    }

    /** Version 3: packs of earlier versions had no counted goods put aside. */
    static ObjectNode withoutGoods(String status, ObjectNode state) {
        ((ObjectNode) state.get("attributes")).putArray("goods");
        if (state.get("sale") instanceof ObjectNode sale) {
            ((ObjectNode) sale.get("attributes")).putArray("goods");
        }
        if (status.equals(PackStatus.RETURNED.name())) {
            state.put("goodsBack", false);
        }
        return state;
    }

    /** Version 4: earlier sales were held against the only version of the rule that there was, and named no price of a device. */
    static ObjectNode withTheVersionOfItsRule(String status, ObjectNode state) {
        if (status.equals(PackStatus.SOLD.name())) {
            versioned(state);
        } else if (state.get("sale") instanceof ObjectNode sale) {
            versioned(sale);
        }
        return state;
    }

    /** Since version 5, a pack whose return was taken back keeps whether its goods had come back; of earlier ones that is not known. */
    static ObjectNode withItsReturnedGoods(String status, ObjectNode state) {
        return state;
    }

    private static void versioned(ObjectNode sale) {
        sale.put("ruleVersion", 1);
        sale.putArray("prices");
    }

    /** The pack; refused as unknown when there is none that the reader may see. */
    public Uni<Stored<Pack>> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(PackRow.class, id).map(PackRow::found);
    }

    /** The packs after this id that are wanted, oldest first. */
    public Uni<List<Stored<Pack>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, WantedPacks wanted) {
        return ListQuery.of("pack")
                .withFew("programme_id", wanted.programmeId())
                .withFew("request_id", wanted.requestId())
                .with("status", wanted.status())
                .withForm("code", wanted.code())
                .since(wanted.changedSince())
                .page(session, PackRow.class, after, limit)
                .map(rows -> rows.stream().map(PackRow::stored).toList());
    }

    /** Locks those of these packs that the caller may change, in the order of their ids. */
    public Future<List<Stored<Pack>>> lock(SqlConnection transaction, Collection<UUID> ids) {
        return TABLE.lockWhere(transaction, "id = any($1)", Tuple.of(ids.toArray(UUID[]::new)));
    }

    /** Locks those of these packs that nobody else has locked, in the order of their ids. */
    public Future<List<Stored<Pack>>> lockFree(SqlConnection transaction, Collection<UUID> ids) {
        return transaction
                .preparedQuery(
                        "select id, version, sequence, status, state, occurred_at, created_at, changed_at from pack"
                                + " where id = any($1) order by id for update skip locked")
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(TABLE::stored);
    }

    /** Locks a pack; as it is seen, where the caller may not change it. */
    public Future<Stored<Pack>> lockOne(SqlConnection transaction, UUID id) {
        return lock(transaction, List.of(id))
                .compose(locked ->
                        locked.isEmpty() ? TABLE.require(transaction, id) : Future.succeededFuture(locked.getFirst()));
    }

    /** Sets the timers that end these reservations. */
    public Future<?> setExpiryTimers(SqlConnection transaction, Map<UUID, Instant> expiries) {
        return transaction
                .preparedQuery("insert into timer(due_at, command, key) select t.due_at, '" + EXPIRY + "', t.key"
                        + " from unnest($1::timestamptz[], $2::text[]) as t(due_at, key)")
                .execute(Tuple.of(
                        expiries.values().stream()
                                .map(due -> due.atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new),
                        (Object) expiries.keySet().stream().map(UUID::toString).toArray(String[]::new)));
    }
}
