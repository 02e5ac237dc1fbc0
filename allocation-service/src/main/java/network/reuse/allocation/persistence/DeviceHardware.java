package network.reuse.allocation.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.domain.Hardware;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.RefurbEvent.DeviceInventoried;
import network.reuse.contracts.RefurbEvent.Drive;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What a workshop's tool found last in each device, kept from before it is dispatched; read by those who see the device. */
@ApplicationScoped
public class DeviceHardware {
    private static final String SEPARATOR = ":";

    /** Keeps what was found in these, in place of what was found before. */
    public Future<?> note(SqlConnection transaction, Collection<DeviceInventoried> found) {
        List<DeviceInventoried> all = List.copyOf(found);
        return transaction
                .preparedQuery("insert into device_hardware(device_id, processor, cores, memory_mebibytes, drives)"
                        + " select h.id, h.processor, h.cores, h.memory, string_to_array(h.drives, ',')"
                        + " from unnest($1::uuid[], $2::text[], $3::int[], $4::int[], $5::text[])"
                        + " as h(id, processor, cores, memory, drives)"
                        + " on conflict (device_id) do update set processor = excluded.processor, cores = excluded.cores,"
                        + " memory_mebibytes = excluded.memory_mebibytes, drives = excluded.drives")
                .execute(Tuple.of(
                        all.stream().map(DeviceInventoried::deviceId).toArray(UUID[]::new),
                        all.stream().map(DeviceInventoried::processor).toArray(String[]::new),
                        all.stream().map(DeviceInventoried::cores).toArray(Integer[]::new),
                        all.stream().map(DeviceInventoried::memoryMebibytes).toArray(Integer[]::new),
                        all.stream().map(one -> drives(one.drives())).toArray(String[]::new)));
    }

    private static String drives(List<Drive> drives) {
        return String.join(
                ",",
                drives.stream()
                        .map(drive -> drive.kind() + SEPARATOR + drive.bytes())
                        .toList());
    }

    /** What was found in those of these devices that the caller may see, by their ids. */
    public Uni<Map<UUID, Hardware>> of(Mutiny.StatelessSession session, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createNativeQuery(
                        "select device_id, processor, cores, memory_mebibytes, array_to_string(drives, ',')"
                                + " from device_hardware where device_id = any(cast(cast(:ids as text) as uuid[]))",
                        Object[].class)
                .setParameter("ids", ids.toString().replace('[', '{').replace(']', '}'))
                .getResultList()
                .map(rows -> {
                    Map<UUID, Hardware> found = new HashMap<>();
                    for (Object[] row : rows) {
                        found.put(
                                (UUID) row[0],
                                new Hardware((String) row[1], number(row[2]), number(row[3]), drives((String) row[4])));
                    }
                    return found;
                });
    }

    private static @Nullable Integer number(@Nullable Object value) {
        return value == null ? null : ((Number) value).intValue();
    }

    private static List<Drive> drives(String kept) {
        List<Drive> drives = new ArrayList<>();
        for (String one : kept.isEmpty() ? new String[0] : kept.split(",", -1)) {
            int at = one.indexOf(SEPARATOR);
            drives.add(new Drive(MediumKind.valueOf(one.substring(0, at)), Long.parseLong(one.substring(at + 1))));
        }
        return drives;
    }
}
