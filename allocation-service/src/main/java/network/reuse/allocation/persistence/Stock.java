package network.reuse.allocation.persistence;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.reuse.allocation.domain.Capacity;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.MissingDevices;
import network.reuse.allocation.domain.ProgrammeAttributes;
import network.reuse.allocation.domain.WantedDevices;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Grade;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.Scanned;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every device that was ever announced, with what is in stock. */
@ApplicationScoped
public class Stock {
    public static final AggregateTable<Device, AllocationEvent> TABLE = new AggregateTable<>(
            "device",
            "device",
            Publisher.ALLOCATION,
            StateCodec.of(Device.class, Stock::withItsErasure, Stock::withItsMake, Stock::withItsFault),
            device -> new Visibility(
                    device.attributes().parties(),
                    device.owners(),
                    device.territory(),
                    device.attributes().env(),
                    device.attributes().epoch(),
                    device.attributes().donorKind()),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", device -> device.attributes().code()),
                    new AggregateTable.Column<>(
                            "site",
                            "uuid",
                            device -> device.attributes().recipient().toString()),
                    new AggregateTable.Column<>(
                            "category",
                            "text",
                            device -> device.attributes().category().name()),
                    new AggregateTable.Column<>(
                            "grade",
                            "text",
                            device -> device.attributes().grade().name()),
                    new AggregateTable.Column<>(
                            "level",
                            "smallint",
                            device ->
                                    Integer.toString(device.attributes().level().rank())),
                    new AggregateTable.Column<>("pack_id", "uuid", Stock::pack),
                    AggregateTable.Column.form(
                            "shipment_form", device -> device.attributes().shipmentRef())));

    private static final int ID_LENGTH = 36;

    private static final String PICKED =
            "select d.id, d.version, d.sequence, d.status, d.state, d.occurred_at, d.created_at, d.changed_at from ";

    /** The functions pick each pack's items in one order, so that those who wait for the same devices wait in line. */
    private static final String PICK = PICKED + "pick_for_programme($1, $2, $3, $4, $5, $6) d";

    private static final String PICK_FOR_REQUEST = PICKED + "pick_for_request($1, $2, $3) d";

    private static final String BELOW_MINIMUM = "select category, level from below_minimum($1, $2, $3)";

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String pack(Device device) {
        UUID pack = device.packId();
        return pack == null ? null : pack.toString();
    }

    /** The device; refused as unknown when there is none that the reader may see. */
    public Uni<Stored<Device>> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(DeviceRow.class, id).map(DeviceRow::found);
    }

    /** The devices after this id that are wanted, in the order in which they were registered. */
    public Uni<List<Stored<Device>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, WantedDevices wanted) {
        return ListQuery.of("device")
                .with("status", wanted.status())
                .with("category", wanted.category())
                .withForm("code", wanted.code())
                .withForm("shipment_form", wanted.shipmentRef())
                .withFew("pack_id", wanted.packId())
                .since(wanted.changedSince())
                .page(session, DeviceRow.class, after, limit)
                .map(rows -> rows.stream().map(DeviceRow::stored).toList());
    }

    /**
     * Free devices for one pack of a request's programme, the worst that fit first, locked. Those that somebody else is
     * about to take are passed over, unless {@code patient}: then they are waited for, in one order for all.
     *
     * @param since those alone that were there then; null for all that are there now
     */
    public Future<List<Stored<Device>>> pickFor(
            SqlConnection transaction, UUID requestId, @Nullable Instant since, boolean patient) {
        return transaction
                .preparedQuery(PICK_FOR_REQUEST)
                .execute(Tuple.of(requestId, patient, utc(since)))
                .map(TABLE::stored);
    }

    /** Free devices for so many packs of a programme, as {@link #pickFor} picks them, and none of {@code but}. */
    public Future<List<Stored<Device>>> pick(
            SqlConnection transaction,
            UUID programmeId,
            String env,
            int packs,
            Collection<UUID> but,
            @Nullable Instant since,
            boolean patient) {
        return transaction
                .preparedQuery(PICK)
                .execute(Tuple.of(programmeId, env, packs, but.toArray(UUID[]::new), patient, utc(since)))
                .map(TABLE::stored);
    }

    /**
     * The levels, highest first, of free devices that would fit into the programme's packs if they were erased further, by category:
     * of each as many as a pack has, or all that there are.
     *
     * @param since those alone that were there then; null for all that are there now
     */
    public Future<Map<DeviceCategory, List<SanitisationLevel>>> belowMinimum(
            SqlConnection transaction, ProgrammeAttributes programme, @Nullable Instant since) {
        if (programme.minimumLevel() == SanitisationLevel.NONE) {
            return Future.succeededFuture(Map.of());
        }
        return transaction
                .preparedQuery(BELOW_MINIMUM)
                .execute(Tuple.of(programme.id(), programme.env().name(), utc(since)))
                .map(rows -> {
                    Map<DeviceCategory, List<SanitisationLevel>> below = new EnumMap<>(DeviceCategory.class);
                    for (Row row : rows) {
                        below.computeIfAbsent(DeviceCategory.valueOf(row.getString(0)), _ -> new ArrayList<>())
                                .add(SanitisationLevel.ofRank(row.getInteger(1)));
                    }
                    return below;
                });
    }

    /** Whether there are free devices for one more pack of a programme, none of {@code but}, whoever has locked them. */
    public Future<Boolean> isThereForOne(
            SqlConnection transaction, UUID programmeId, String env, Collection<UUID> but) {
        return transaction
                .preparedQuery(
                        "select bool_and(there.n >= i.count) from (select p.*, q.minimum_level from programme_item p"
                                + " join programme_quota q on q.programme_id = p.programme_id where p.programme_id = $1) i"
                                + " cross join lateral (select count(*) as n from (select from device f where f.site = i.sponsor"
                                + " and f.env = $2 and f.status = 'STOCKED' and f.category = i.category"
                                + " and f.grade <= i.worst_grade and f.level >= i.minimum_level"
                                + " and f.memory_gib >= i.minimum_memory_gib and f.disk_gb >= i.minimum_disk_gb and f.id <> all($3)"
                                + " limit i.count) f) there")
                .execute(Tuple.of(programmeId, env, but.toArray(UUID[]::new)))
                .map(rows -> Boolean.TRUE.equals(rows.iterator().next().getBoolean(0)));
    }

    /** How much memory and disk each of these devices has that the caller may see, by their ids. */
    public Future<Map<UUID, Capacity>> capacities(SqlConnection transaction, Collection<UUID> ids) {
        return transaction
                .preparedQuery("select id, memory_gib, disk_gb from device where id = any($1)")
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Capacity> capacities = new HashMap<>();
                    for (Row row : rows) {
                        capacities.put(row.getUUID(0), new Capacity(row.getInteger(1), row.getInteger(2)));
                    }
                    return capacities;
                });
    }

    /** What is not there of one pack of a programme, by category; nothing where the caller is not its sponsor. */
    public Uni<List<MissingDevices>> missing(Mutiny.StatelessSession session, UUID programmeId, Environment env) {
        return session.createNativeQuery(
                        "select i.category, i.worst_grade, i.count - there.n, i.minimum_memory_gib, i.minimum_disk_gb"
                                + " from programme_item i join programme_quota q on q.programme_id = i.programme_id"
                                + " cross join lateral (select cast(count(*) as int) as n from (select from device f"
                                + " where f.site = i.sponsor and f.env = :env and f.status = 'STOCKED' and f.category = i.category"
                                + " and f.grade <= i.worst_grade and f.level >= q.minimum_level"
                                + " and f.memory_gib >= i.minimum_memory_gib and f.disk_gb >= i.minimum_disk_gb"
                                + " limit i.count) f) there"
                                + " where i.programme_id = :programme and there.n < i.count order by i.category",
                        Object[].class)
                .setParameter("env", env.name())
                .setParameter("programme", programmeId)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new MissingDevices(
                                DeviceCategory.valueOf((String) row[0]),
                                Grade.valueOf((String) row[1]),
                                ((Number) row[2]).intValue(),
                                asked(row[3]),
                                asked(row[4])))
                        .toList());
    }

    private static @Nullable Integer asked(Object minimum) {
        int least = ((Number) minimum).intValue();
        return least == 0 ? null : least;
    }

    /** The devices of these packs, locked in the order of their ids. */
    public Future<List<Stored<Device>>> lockOfPacks(SqlConnection transaction, Collection<UUID> packIds) {
        return TABLE.lockWhere(transaction, "pack_id = any($1)", Tuple.of(packIds.toArray(UUID[]::new)));
    }

    /** The devices of a pack and these, which are to be in it, locked in the order of their ids. */
    public Future<List<Stored<Device>>> lockOfPackWith(SqlConnection transaction, UUID packId, Collection<UUID> ids) {
        return TABLE.lockWhere(
                transaction, "pack_id = $1 or id = any($2)", Tuple.of(packId, (Object) ids.toArray(UUID[]::new)));
    }

    /** Those of these devices that exist and may be changed, by id, each locked until the transaction ends. */
    public Future<Map<UUID, Stored<Device>>> lockAll(SqlConnection transaction, Collection<UUID> ids) {
        return TABLE.lockWhere(transaction, "id = any($1)", Tuple.of(ids.toArray(UUID[]::new)))
                .map(found -> found.stream().collect(Collectors.toMap(Stored::id, Function.identity())));
    }

    /** Keeps others from changing those of these devices that the caller holds until the transaction ends. */
    public Future<?> lock(SqlConnection transaction, Collection<UUID> ids) {
        return transaction
                .preparedQuery("select id from device where id = any($1) order by id for update")
                .execute(Tuple.of(ids.toArray(UUID[]::new)));
    }

    /** The ids of devices that are named by an id or by the code on a label, by what they were called; whoever is unknown is left out. */
    public Future<Map<String, UUID>> named(SqlConnection transaction, Collection<String> named) {
        Map<String, UUID> ids = new HashMap<>();
        Set<String> codes = new HashSet<>();
        for (String one : named) {
            if (one.length() == ID_LENGTH) {
                try {
                    ids.put(one, UUID.fromString(one));
                    continue;
                } catch (IllegalArgumentException notOne) {
                    // then it is a code
                }
            }
            codes.add(Scanned.form(one));
        }
        if (codes.isEmpty()) {
            return Future.succeededFuture(ids);
        }
        return byCode(transaction, codes).map(known -> {
            for (String one : named) {
                UUID id = known.get(Scanned.form(one));
                if (id != null) {
                    ids.putIfAbsent(one, id);
                }
            }
            return ids;
        });
    }

    /** The devices behind these codes, among those that the caller may see. */
    private static Future<Map<String, UUID>> byCode(SqlConnection transaction, Collection<String> codes) {
        return transaction
                .preparedQuery("select code, id from device where code = any($1)")
                .execute(Tuple.of(codes.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, UUID> ids = new HashMap<>();
                    for (Row row : rows) {
                        ids.put(row.getString(0), row.getUUID(1));
                    }
                    return ids;
                });
    }

    /** Version 4: what was wrong with a device that was lost from the stock; nothing was said of those of earlier versions. */
    static ObjectNode withItsFault(String status, ObjectNode state) {
        return state;
    }

    /** Version 3: what a device's maker calls it; of those of earlier versions that is not known. */
    static ObjectNode withItsMake(String status, ObjectNode state) {
        return state;
    }

    /** Version 2: how far a device's media are erased; of those of version 1 that is not known. */
    static ObjectNode withItsErasure(String status, ObjectNode state) {
        return state;
    }
}
