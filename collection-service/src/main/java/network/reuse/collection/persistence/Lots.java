package network.reuse.collection.persistence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.LotStatus;
import network.reuse.collection.domain.OnRun;
import network.reuse.collection.domain.Tally;
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
            StateCodec.of(
                    Lot.class, Lots::withStopsAndCancelledPickups, Lots::withWhatIsDeliveredCompared, Lots::withSites),
            lot -> new Visibility(
                    lot.readers(),
                    lot.owners(),
                    lot.attributes().territory(),
                    lot.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", lot -> lot.attributes().code()),
                    new AggregateTable.Column<>(
                            "donor", "uuid", lot -> referrer(lot).toString()),
                    new AggregateTable.Column<>(
                            "partner_ref", "text", lot -> lot.attributes().partnerRef()),
                    new AggregateTable.Column<>(
                            "reference_form",
                            "text",
                            lot -> Devices.form(lot.attributes().partnerRef())),
                    new AggregateTable.Column<>("run", "uuid", Lots::run),
                    new AggregateTable.Column<>("dispute", "text", lot -> lot.hasDiscrepancy() ? DISPUTED : null),
                    new AggregateTable.Column<>(
                            "site",
                            "uuid",
                            lot -> lot.pickupSite()
                                    .map(site -> site.id().toString())
                                    .orElse(null)),
                    new AggregateTable.Column<>(
                            "site_contact",
                            "uuid",
                            lot -> lot.pickupSite()
                                    .map(site -> site.contact().toString())
                                    .orElse(null))));

    /** Whose reference it bears: the donor's, or that of whoever bought it. */
    private static UUID referrer(Lot lot) {
        return lot instanceof Lot.Supplied
                ? lot.attributes().recipient()
                : lot.attributes().donor();
    }

    /** Version 1 knew neither, and says nothing where there is none. */
    static ObjectNode withStopsAndCancelledPickups(String status, ObjectNode state) {
        return state;
    }

    /** Version 2 compared what the carrier delivers with what it took over only once the workshop had counted it too. */
    static ObjectNode withWhatIsDeliveredCompared(String status, ObjectNode state) {
        if (state.get("custody") instanceof ObjectNode custody) {
            var _ = custody.putArray("denials");
            var _ = custody.putArray("redirections");
            if (status.equals(LotStatus.DELIVERED.name()) && custody.has("delivered")) {
                var _ = custody.set("tallies", delivered(custody));
            }
        }
        return state;
    }

    /** Until version 3 nobody named a site, and nothing is said where there is none. */
    static ObjectNode withSites(String status, ObjectNode state) {
        return state;
    }

    private static ArrayNode delivered(ObjectNode custody) {
        Map<DeviceCategory, Integer> counts = new EnumMap<>(DeviceCategory.class);
        custody.path("delivered")
                .path("quantities")
                .forEach(quantity -> counts.put(
                        DeviceCategory.valueOf(quantity.path("category").asText()),
                        quantity.path("count").asInt()));
        Map<DeviceCategory, Tally> tallies = new EnumMap<>(DeviceCategory.class);
        custody.path("tallies")
                .forEach(tally -> tallies.put(
                        DeviceCategory.valueOf(tally.path("category").asText()),
                        new Tally(
                                DeviceCategory.valueOf(tally.path("category").asText()),
                                tally.path("agreed").asInt(),
                                tally.path("disputed").asInt(),
                                tally.path("lostAfter").asInt(),
                                tally.path("collected").asInt(),
                                tally.path("counted").asInt())));
        counts.keySet().forEach(category -> tallies.putIfAbsent(category, new Tally(category, 0, 0, 0, 0, 0)));
        ArrayNode compared = custody.arrayNode();
        tallies.forEach((category, before) -> {
            Tally tally = before.passedOn(counts.getOrDefault(category, 0));
            compared.addObject()
                    .put("category", category.name())
                    .put("agreed", tally.agreed())
                    .put("disputed", tally.disputed())
                    .put("lostAfter", tally.lostAfter())
                    .put("collected", tally.collected())
                    .put("counted", tally.counted());
        });
        return compared;
    }

    private static @Nullable String run(Lot lot) {
        return lot instanceof Lot.PickupBooked booked && booked.stop() != null
                ? booked.stop().run().toString()
                : null;
    }

    /** Lets the transaction see the lots of these regions that are offered, and assign them: that of a coordinator alone. */
    public Future<Void> coordinate(SqlConnection transaction, Collection<String> regions) {
        return transaction
                .preparedQuery("select set_config('app.coordinated', $1, true)")
                .execute(Tuple.of(String.join(",", regions)))
                .mapEmpty();
    }

    /** The lots after this id that are offered in these regions, oldest first; the transaction coordinates them. */
    public Future<List<Stored<Lot>>> offered(
            SqlConnection transaction, Collection<String> regions, @Nullable UUID after, int limit) {
        return TABLE.where(
                transaction,
                "id in (select id from lot where status = 'OFFERED' and region = any($1::text[]) and id > $2"
                        + " order by id limit $3)",
                Tuple.tuple()
                        .addArrayOfString(regions.toArray(String[]::new))
                        .addUUID(after == null ? new UUID(0, 0) : after)
                        .addInteger(limit));
    }

    /** Which lots are on these runs, and which were fetched on them, as far as the caller may see it. */
    public Future<List<OnRun>> onRuns(SqlConnection connection, Collection<UUID> runs) {
        return connection
                .preparedQuery("select id, coalesce(run, fetched_on), run is null, site from lot"
                        + " where (run = any($1) or fetched_on = any($1)) and status <> 'WITHDRAWN'")
                .execute(Tuple.of(runs.toArray(UUID[]::new)))
                .map(rows -> {
                    List<OnRun> found = new ArrayList<>(rows.size());
                    for (Row row : rows) {
                        found.add(new OnRun(row.getUUID(0), row.getUUID(1), row.getBoolean(2), row.getUUID(3)));
                    }
                    return found;
                });
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
