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
import network.reuse.collection.domain.Device;
import network.reuse.collection.domain.DeviceLine;
import network.reuse.collection.domain.Lot;
import network.reuse.contracts.CollectionEvent;
import network.reuse.contracts.Publisher;
import network.reuse.defaults.commit.AggregateTable;
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
            select status, state from device
             where lot_id = $1 and serial_key = any(array(
                   select lower(manufacturer) || chr(10) || lower(serial) from unnest($2::text[], $3::text[]) as line (manufacturer, serial)))
            union all
            select status, state from device
             where registrar = $4 and env = $5 and partner_ref = any($6::text[]) and lot_id = $1""";

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
                            "partner_ref", "text", device -> device.attributes().partnerRef())));

    /** The device; refused as unknown when there is none that the reader may see. */
    public Uni<Stored<Device>> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(DeviceRow.class, id).map(DeviceRow::found);
    }

    /** The devices of a lot after this id, in the order in which they were registered. */
    public Uni<List<Stored<Device>>> page(
            Mutiny.StatelessSession session, UUID lotId, @Nullable UUID after, int limit) {
        return session.createSelectionQuery(
                        "from DeviceRow d where d.lotId = :lot and d.id > :after order by d.id", DeviceRow.class)
                .setParameter("lot", lotId)
                .setParameter("after", after == null ? new UUID(0, 0) : after)
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream().map(DeviceRow::stored).toList());
    }

    /** Those devices of a lot that these lines may mean, by serial number or by the registrar's reference. */
    public Future<List<Device>> meant(
            SqlConnection transaction, Lot.Collected lot, UUID registrar, List<DeviceLine> lines) {
        String[] manufacturers = lines.stream().map(DeviceLine::manufacturer).toArray(String[]::new);
        String[] serials = lines.stream().map(DeviceLine::serialNumber).toArray(String[]::new);
        String[] references = lines.stream()
                .map(DeviceLine::partnerRef)
                .filter(Objects::nonNull)
                .toArray(String[]::new);
        return transaction
                .preparedQuery(MEANT)
                .execute(Tuple.of(
                        lot.attributes().id(),
                        manufacturers,
                        serials,
                        registrar,
                        lot.attributes().env().name(),
                        references))
                .map(rows -> {
                    List<Device> devices = new ArrayList<>();
                    for (Row row : rows) {
                        devices.add(TABLE.read(row.getString(0), row.getString(1)));
                    }
                    return devices;
                });
    }
}
