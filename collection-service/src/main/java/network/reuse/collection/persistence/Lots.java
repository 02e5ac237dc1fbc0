package network.reuse.collection.persistence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.WantedLots;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Publisher;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every lot that was ever offered. */
@ApplicationScoped
public class Lots {
    /** In the column {@code dispute}, which is null where no counts differ. */
    private static final String DISPUTED = "OPEN";

    public static final AggregateTable<Lot, CollectionEvent> TABLE = new AggregateTable<>(
            "lot",
            "lot",
            Publisher.COLLECTION,
            StateCodec.of(Lot.class, Lots::withStopsAndCancelledPickups),
            lot -> new Visibility(
                    lot.readers(),
                    lot.owners(),
                    lot.attributes().territory(),
                    lot.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", lot -> lot.attributes().code()),
                    new AggregateTable.Column<>(
                            "donor", "uuid", lot -> lot.attributes().donor().toString()),
                    new AggregateTable.Column<>(
                            "partner_ref", "text", lot -> lot.attributes().partnerRef()),
                    new AggregateTable.Column<>(
                            "reference_form",
                            "text",
                            lot -> Devices.form(lot.attributes().partnerRef())),
                    new AggregateTable.Column<>("run", "uuid", Lots::run),
                    new AggregateTable.Column<>("dispute", "text", lot -> lot.hasDiscrepancy() ? DISPUTED : null)));

    /** Version 1 knew neither, and says nothing where there is none. */
    static ObjectNode withStopsAndCancelledPickups(String status, ObjectNode state) {
        return state;
    }

    private static @Nullable String run(Lot lot) {
        return lot instanceof Lot.PickupBooked booked && booked.stop() != null
                ? booked.stop().run().toString()
                : null;
    }

    /** The lots that are to be fetched on this run, in the order of their ids. */
    public Future<List<Stored<Lot>>> onRun(SqlConnection connection, UUID run) {
        return TABLE.where(connection, "run = $1", Tuple.of(run));
    }

    /** The lots on this run, and these, as far as they are the caller's to change; locked until the transaction ends. */
    public Future<List<Stored<Lot>>> lockOnRun(SqlConnection transaction, UUID run, Collection<UUID> others) {
        return TABLE.lockWhere(
                transaction, "(run = $1 or id = any($2))", Tuple.of(run).addArrayOfUUID(others.toArray(UUID[]::new)));
    }

    /** The lot; refused as unknown when there is none that the reader may see. */
    public Uni<Stored<Lot>> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(LotRow.class, id).map(LotRow::found);
    }

    /** The lots after this id that are wanted, oldest first. */
    public Uni<List<Stored<Lot>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, WantedLots wanted) {
        return ListQuery.of("lot")
                .with("status", wanted.status())
                .withForm("code", wanted.code())
                .withForm("reference_form", wanted.partnerRef())
                .withFew("dispute", wanted.disputed() ? DISPUTED : null)
                .since(wanted.changedSince())
                .page(session, LotRow.class, after, limit)
                .map(rows -> rows.stream().map(LotRow::stored).toList());
    }

    /**
     * Keeps others from registering devices of this lot until the transaction ends, and tells how many of each category
     * were registered; nothing when the lot is not the caller's to change.
     */
    public Future<Optional<Map<DeviceCategory, Integer>>> lock(SqlConnection transaction, UUID id) {
        return transaction
                .preparedQuery("select registered from lot where id = $1 for update")
                .execute(Tuple.of(id))
                .map(rows -> {
                    for (Row row : rows) {
                        Map<DeviceCategory, Integer> registered = new EnumMap<>(DeviceCategory.class);
                        JsonObject counts = row.getJsonObject(0);
                        counts.fieldNames()
                                .forEach(name -> registered.put(DeviceCategory.valueOf(name), counts.getInteger(name)));
                        return Optional.of(registered);
                    }
                    return Optional.empty();
                });
    }

    /** Writes how many devices of each category are registered of a lot that is locked. */
    public Future<Void> registered(SqlConnection transaction, UUID id, Map<DeviceCategory, Integer> registered) {
        JsonObject counts = new JsonObject();
        registered.forEach((category, count) -> counts.put(category.name(), count));
        return transaction
                .preparedQuery("update lot set registered = $2 where id = $1")
                .execute(Tuple.of(id, counts))
                .map(updated -> {
                    if (updated.rowCount() != 1) {
                        throw new IllegalStateException("a lot that was locked cannot be changed");
                    }
                    return updated;
                })
                .mapEmpty();
    }
}
