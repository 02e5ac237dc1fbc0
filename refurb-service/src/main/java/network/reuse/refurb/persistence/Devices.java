package network.reuse.refurb.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.RefurbEvent;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ReadersList;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import network.reuse.refurb.domain.Device;
import network.reuse.refurb.domain.DeviceStatus;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every device that a workshop expects, has, or had. */
@ApplicationScoped
public class Devices {
    public static final AggregateTable<Device, RefurbEvent> TABLE = new AggregateTable<>(
            "device",
            "device",
            Publisher.REFURB,
            StateCodec.of(Device.class),
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
                            device -> device.attributes().category().name())));

    /** The device; refused as unknown when there is none that the reader may see. */
    public Uni<Stored<Device>> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(DeviceRow.class, id).map(DeviceRow::found);
    }

    /** The devices after this id, in the order in which they were registered; optionally those of one status. */
    public Uni<List<Stored<Device>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, @Nullable DeviceStatus status) {
        var query = session.createNativeQuery(
                        ReadersList.page("device", status == null ? List.of() : List.of("status = :status")),
                        DeviceRow.class)
                .setParameter("after", after == null ? new UUID(0, 0) : after)
                .setMaxResults(limit);
        return (status == null ? query : query.setParameter("status", status.name()))
                .getResultList()
                .map(rows -> rows.stream().map(DeviceRow::stored).toList());
    }

    /** Keeps others from changing those of these devices that the caller holds until the transaction ends. */
    public Future<?> lock(SqlConnection transaction, Collection<UUID> ids) {
        return transaction
                .preparedQuery("select id from device where id = any($1) order by id for update")
                .execute(Tuple.of(ids.toArray(UUID[]::new)));
    }
}
