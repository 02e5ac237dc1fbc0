package network.reuse.collection.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.collection.domain.Departed;
import network.reuse.collection.domain.Device;
import network.reuse.collection.domain.DeviceAttributes;
import network.reuse.collection.domain.DeviceLine;
import network.reuse.collection.domain.WantedDevices;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Scanned;
import network.reuse.contracts.SerialNumber;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.ReadersList;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every device that was ever registered. */
@ApplicationScoped
public class Devices {
    private static final int FIRST_EPOCH = 1;

    private static final String MEANT = """
            select status, state from device where lot_id = $1 and identity_form = any($2::text[])
            union all
            select status, state from device
             where registrar = $3 and env = $4 and partner_ref = any($5::text[]) and lot_id = $1""";

    private static final String ELSEWHERE = """
            select d.status, d.state, l.code from device d join lot l on l.id = d.lot_id
             where d.env = $1 and d.identity_form = any($2::text[])
            union all
            select d.status, d.state, l.code from device d join lot l on l.id = d.lot_id
             where d.registrar = $3 and d.env = $1 and d.partner_ref = any($4::text[])""";

    private static final String NAMED = ReadersList.pageOfFew(
            "device",
            List.of("(t.id = any(cast(string_to_array(:ids, ',') as uuid[]))"
                    + " or t.code = any(string_to_array(:codes, ',')))"));

    public static final AggregateTable<Device, CollectionEvent> TABLE = new AggregateTable<>(
            "device",
            "device",
            Publisher.COLLECTION,
            StateCodec.of(Device.class),
            device -> new Visibility(
                    device.attributes().parties(),
                    device.owners(),
                    device.attributes().territory(),
                    device.attributes().env(),
                    FIRST_EPOCH,
                    device.attributes().donorKind()),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", device -> device.attributes().code()),
                    new AggregateTable.Column<>(
                            "lot_id",
                            "uuid",
                            device -> device.attributes().lotId().toString()),
                    new AggregateTable.Column<>(
                            "manufacturer",
                            "text",
                            device -> device.attributes().manufacturer()),
                    new AggregateTable.Column<>(
                            "serial_number",
                            "text",
                            device -> device.attributes().serialNumber()),
                    new AggregateTable.Column<>(
                            "registrar",
                            "uuid",
                            device -> device.attributes().registrar().toString()),
                    new AggregateTable.Column<>(
                            "partner_ref", "text", device -> device.attributes().partnerRef()),
                    new AggregateTable.Column<>(
                            "identity_form",
                            "text",
                            device -> device.attributes().identity()),
                    new AggregateTable.Column<>(
                            "serial_form",
                            "text",
                            device -> SerialNumber.form(device.attributes().serialNumber())),
                    new AggregateTable.Column<>(
                            "reference_form",
                            "text",
                            device -> form(device.attributes().partnerRef()))));

    /** A device of another lot, which the caller may see: its description, and that lot's code. */
    public record Elsewhere(DeviceAttributes device, String lot) {}

    static @Nullable String form(@Nullable String text) {
        return text == null ? null : Scanned.form(text);
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

    /** Those of the devices with these ids and these codes that the reader may see, in no order that matters. */
    public Uni<List<Stored<Device>>> named(Mutiny.StatelessSession session, List<UUID> ids, List<String> codes) {
        return session.createNativeQuery(NAMED, DeviceRow.class)
                .setParameter("after", new UUID(0, 0))
                .setParameter("ids", ids.stream().map(UUID::toString).collect(Collectors.joining(",")))
                .setParameter("codes", String.join(",", codes))
                .getResultList()
                .map(rows -> rows.stream().map(DeviceRow::stored).toList());
    }

    /** The devices of other lots, of those that the caller may see, that these lines describe or whose reference they bear. */
    public Future<List<Elsewhere>> elsewhere(
            SqlConnection transaction, Departed lot, UUID registrar, List<DeviceLine> lines) {
        return transaction
                .preparedQuery(ELSEWHERE)
                .execute(Tuple.of(lot.attributes().env().name(), identities(lines), registrar, references(lines)))
                .map(rows -> {
                    List<Elsewhere> found = new ArrayList<>();
                    for (Row row : rows) {
                        found.add(new Elsewhere(
                                TABLE.read(row.getString(0), row.getString(1)).attributes(), row.getString(2)));
                    }
                    return found;
                });
    }

    private static String[] identities(List<DeviceLine> lines) {
        return lines.stream().map(DeviceLine::identity).toArray(String[]::new);
    }

    private static String[] references(List<DeviceLine> lines) {
        return lines.stream()
                .map(DeviceLine::partnerRef)
                .filter(Objects::nonNull)
                .toArray(String[]::new);
    }

    /** Those devices of a lot that these lines may mean, by serial number or by the registrar's reference. */
    public Future<List<Device>> meant(SqlConnection transaction, Departed lot, UUID registrar, List<DeviceLine> lines) {
        return transaction
                .preparedQuery(MEANT)
                .execute(Tuple.of(
                        lot.attributes().id(),
                        identities(lines),
                        registrar,
                        lot.attributes().env().name(),
                        references(lines)))
                .map(rows -> {
                    List<Device> devices = new ArrayList<>();
                    for (Row row : rows) {
                        devices.add(TABLE.read(row.getString(0), row.getString(1)));
                    }
                    return devices;
                });
    }
}
