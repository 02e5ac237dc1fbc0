package network.reuse.refurb.persistence;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import network.reuse.contracts.DeviceStage;
import network.reuse.contracts.Envelope;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.SanitisationLevel;
import network.reuse.contracts.Scanned;
import network.reuse.contracts.SerialNumber;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.DeviceStatus;
import network.reuse.refurb.domain.QualityRule;
import network.reuse.refurb.domain.StepKind;
import network.reuse.refurb.domain.WantedDevices;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every device that a workshop expects, has, or had. */
@ApplicationScoped
public class Devices {
    public static final AggregateTable<Device, RefurbEvent> TABLE = new AggregateTable<>(
            "device",
            "device",
            Publisher.REFURB,
            StateCodec.of(
                    Device.class,
                    Devices::withTheBench,
                    Devices::withHowItWasAway,
                    Devices::withWhenItWasWorkedOn,
                    Devices::withEvidence,
                    Devices::withWhatWasBoughtNew,
                    Devices::withWhatIsCheckedAndInstalled,
                    Devices::withoutChecksThatNoLongerCount,
                    Devices::withWhatWasTakenOut,
                    Devices::withWhatWasErasedWhenHandedOn),
            device -> new Visibility(
                    device.attributes().parties(),
                    device.owners(),
                    device.attributes().territory(),
                    device.attributes().env(),
                    device.epoch(),
                    device.attributes().donorKind()),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", device -> device.attributes().code()),
                    new AggregateTable.Column<>(
                            "workshop",
                            "uuid",
                            device -> device.attributes().workshop().toString()),
                    new AggregateTable.Column<>(
                            "serial_number",
                            "text",
                            device -> device.attributes().serialNumber()),
                    new AggregateTable.Column<>(
                            "category",
                            "text",
                            device -> device.attributes().category().name()),
                    new AggregateTable.Column<>(
                            "serial_form",
                            "text",
                            device -> SerialNumber.form(device.attributes().serialNumber())),
                    new AggregateTable.Column<>(
                            "lot_id",
                            "uuid",
                            device -> device.attributes().lotId().toString()),
                    new AggregateTable.Column<>(
                            "reference_form",
                            "text",
                            device -> form(device.attributes().partnerRef()))));

    /** The steps that a second technician checks. */
    private static final String[] WORK = Stream.of(StepKind.values())
            .filter(StepKind::isWork)
            .map(StepKind::name)
            .toArray(String[]::new);

    /** The stages from which a lost device is found ready. */
    private static final Set<String> READY_ONES = Set.of(DeviceStage.READY.name(), DeviceStage.DISPATCHED.name());

    private static final String BOUNDS = "select d.id, d.received_at, m.level, rule.checklist_required,"
            + " rule.second_technician, rule.warranty_months, array(select distinct s.staff_ref from step_staff s where s.device_id = d.id"
            + " and s.step = any($3) and (d.received_at is null or s.occurred_at >= d.received_at)) as hands"
            + " from device d left join minimum_levels($1, $2) m on m.device_id = d.id"
            + " left join (select q.checklist_required, q.second_technician, q.warranty_months from quality_rule q where q.valid_from <= $2"
            + " order by q.version desc limit 1) rule on true where d.id = any($1)";

    private static final String ERASERS = "select m.id, s.staff_ref"
            + " from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as m(id, erased_in, erased_at)"
            + " join step_staff s on s.device_id = m.erased_in and s.occurred_at = m.erased_at and s.step = $4";

    private static @Nullable String form(@Nullable String text) {
        return text == null ? null : Scanned.form(text);
    }

    /** Since version 2, a device that has left or comes back keeps what its bench knew; of earlier ones nothing is known. */
    static ObjectNode withTheBench(String status, ObjectNode state) {
        return state;
    }

    /** Since version 3, a device that comes back keeps how it was away; of earlier ones nothing is known. */
    static ObjectNode withHowItWasAway(String status, ObjectNode state) {
        return state;
    }

    /** Since version 4, the bench keeps when each of its steps happened; of earlier ones nothing is known. */
    static ObjectNode withWhenItWasWorkedOn(String status, ObjectNode state) {
        return state;
    }

    /** Since version 5, an erasure keeps which file tells of it; of earlier ones no file is known. */
    static ObjectNode withEvidence(String status, ObjectNode state) {
        return state;
    }

    /** Since version 6, a device says that it was bought new, and its media that they were never used; none was before. */
    static ObjectNode withWhatWasBoughtNew(String status, ObjectNode state) {
        return state;
    }

    /** Since version 7, the bench keeps a checklist, a lock, an installation and a warranty; of earlier ones nothing is known. */
    static ObjectNode withWhatIsCheckedAndInstalled(String status, ObjectNode state) {
        return state;
    }

    /**
     * Since version 8, a device that is not ready keeps nothing of a check that it had passed. Of one that was signed for although it
     * was back on the bench nobody can tell any more.
     */
    static ObjectNode withoutChecksThatNoLongerCount(String status, ObjectNode state) {
        boolean counts = switch (DeviceStatus.valueOf(status)) {
            case EXPECTED, READY, DISPATCHED, RELEASED -> true;
            case RECEIVED, ON_BENCH, SCRAPPED, PALLETISED, WITH_ECO_ORGANISM, TREATED -> false;
            case LOST -> READY_ONES.contains(state.path("before").asText());
        };
        JsonNode bench = state.path(status.equals(DeviceStatus.RECEIVED.name()) ? "earlier" : "bench");
        if (!counts && bench instanceof ObjectNode known && known.path("faults").isEmpty()) {
            known.remove(List.of("checkedAt", "checklist", "warrantyMonths"));
        }
        return state;
    }

    /** Since version 9, a bench keeps which media were taken out and fitted elsewhere; nothing was before. */
    static ObjectNode withWhatWasTakenOut(String status, ObjectNode state) {
        for (JsonNode bench : List.of(state.path("bench"), state.path("earlier"), state.at("/away/bench"))) {
            if (bench instanceof ObjectNode known) {
                known.putArray("removals");
            }
        }
        return state;
    }

    /**
     * Since version 10, a bench keeps the numbers of the media that were erased when the device was handed on, or taken out. Of a device that has
     * come back by then every medium counts so: nobody can tell any more which of them were found later.
     */
    static ObjectNode withWhatWasErasedWhenHandedOn(String status, ObjectNode state) {
        boolean cameBack = state.at("/attributes/registeredEpoch").asInt() >= Envelope.FIRST_WORKSHOP;
        keepHandedOn(state.path("bench"), cameBack);
        keepHandedOn(state.path("earlier"), cameBack);
        keepHandedOn(state.at("/away/bench"), false);
        return state;
    }

    private static void keepHandedOn(JsonNode bench, boolean cameBack) {
        if (bench instanceof ObjectNode known) {
            Set<String> forms = new TreeSet<>();
            known.path("removals").forEach(removal -> forms.add(numberForm(removal.path("medium"))));
            if (cameBack) {
                known.path("media").forEach(medium -> forms.add(numberForm(medium)));
            }
            forms.forEach(known.putArray("handedOn")::add);
        }
    }

    private static String numberForm(JsonNode medium) {
        return SerialNumber.form(medium.path("serialNumber").asText());
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
                .withForm("code", wanted.code())
                .withForm("serial_form", wanted.serialNumber())
                .withForm("reference_form", wanted.partnerRef())
                .withFew("lot_id", wanted.lot())
                .since(wanted.changedSince())
                .page(session, DeviceRow.class, after, limit)
                .map(rows -> rows.stream().map(DeviceRow::stored).toList());
    }

    /**
     * What the steps of a device are held to, beside its state.
     *
     * @param receivedAt when its workshop received it the last time; null before, and where that is not known
     * @param minimumLevel how far its donor wants its media erased at least; null when the donor has said nothing
     * @param hands who has worked on it for the caller's workshop since then, as far as that was said
     * @param rule what the caller's workshop holds itself to
     */
    public record Bounds(
            @Nullable Instant receivedAt,
            @Nullable SanitisationLevel minimumLevel,
            Set<String> hands,
            QualityRule rule) {
        public Bounds {
            hands = Set.copyOf(hands);
        }
    }

    /** What those of these devices that the caller may see are held to at that time. */
    public Future<Map<UUID, Bounds>> bounds(SqlConnection connection, Collection<UUID> ids, Instant now) {
        return connection
                .preparedQuery(BOUNDS)
                .execute(Tuple.of(ids.toArray(UUID[]::new), now.atOffset(ZoneOffset.UTC), WORK))
                .map(rows -> {
                    Map<UUID, Bounds> all = new HashMap<>();
                    for (Row row : rows) {
                        OffsetDateTime receivedAt = row.getOffsetDateTime("received_at");
                        String level = row.getString("level");
                        Boolean checklist = row.getBoolean("checklist_required");
                        all.put(
                                row.getUUID("id"),
                                new Bounds(
                                        receivedAt == null ? null : receivedAt.toInstant(),
                                        level == null ? null : SanitisationLevel.valueOf(level),
                                        Set.of(row.getArrayOfStrings("hands")),
                                        checklist == null
                                                ? QualityRule.NONE
                                                : new QualityRule(
                                                        checklist,
                                                        row.getBoolean("second_technician"),
                                                        row.getInteger("warranty_months"))));
                    }
                    return all;
                });
    }

    /** A medium in a device that was erased while it was in another. */
    public record ErasedElsewhere(UUID id, UUID erasedIn, Instant at) {}

    /** Who erased these media for the caller's workshop, by the devices that they are in, as far as that was said. */
    public Future<Map<UUID, Set<String>>> erasers(SqlConnection connection, List<ErasedElsewhere> media) {
        if (media.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return connection
                .preparedQuery(ERASERS)
                .execute(Tuple.of(
                        media.stream().map(ErasedElsewhere::id).toArray(UUID[]::new),
                        media.stream().map(ErasedElsewhere::erasedIn).toArray(UUID[]::new),
                        media.stream()
                                .map(one -> one.at().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new),
                        StepKind.ERASURE.name()))
                .map(rows -> {
                    Map<UUID, Set<String>> all = new HashMap<>();
                    for (Row row : rows) {
                        all.computeIfAbsent(row.getUUID(0), _ -> new HashSet<>())
                                .add(row.getString(1));
                    }
                    return all;
                });
    }

    /** Keeps others from changing those of these devices that the caller holds until the transaction ends. */
    public Future<?> lock(SqlConnection transaction, Collection<UUID> ids) {
        return transaction
                .preparedQuery("select id from device where id = any($1) order by id for update")
                .execute(Tuple.of(ids.toArray(UUID[]::new)));
    }
}
