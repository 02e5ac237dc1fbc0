package network.reuse.gateway.progress;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DeviceStage;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import org.jspecify.annotations.Nullable;

/** Reads and writes devices many at a time; those that are read stay locked until the transaction ends. */
final class DeviceTable {
    private static final String MAKE =
            "insert into device(id) select i from unnest($1::uuid[]) i order by i on conflict do nothing";
    private static final String LOCK = "select id, code, epoch, sequence, stage, stage_epoch, stage_sequence, category,"
            + " category_epoch, category_sequence, region, department, donor_kind, env, reached, readers"
            + " from device where id = any($1) order by id for update";
    private static final String WRITE = "update device d set code = u.code, epoch = u.epoch, sequence = u.sequence,"
            + " stage = u.stage, stage_epoch = u.stage_epoch, stage_sequence = u.stage_sequence, category = u.category,"
            + " category_epoch = u.category_epoch, category_sequence = u.category_sequence, region = u.region,"
            + " department = u.department, donor_kind = u.donor_kind, env = u.env, reached = u.reached,"
            + " readers = u.readers::uuid[]"
            + " from unnest($1::uuid[], $2::text[], $3::int[], $4::bigint[], $5::text[], $6::int[], $7::bigint[],"
            + " $8::text[], $9::int[], $10::bigint[], $11::text[], $12::text[], $13::text[], $14::text[], $15::bigint[],"
            + " $16::text[]) as u(id, code, epoch, sequence, stage, stage_epoch, stage_sequence, category,"
            + " category_epoch, category_sequence, region, department, donor_kind, env, reached, readers)"
            + " where d.id = u.id";

    private DeviceTable() {}

    /** The devices as they are known, made first where nothing is known; locked in the order of their ids. */
    static Future<Map<UUID, DeviceLife>> lock(SqlConnection transaction, Set<UUID> ids) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Tuple wanted = Tuple.of((Object) ids.toArray(UUID[]::new));
        Future<?> made = transaction.preparedQuery(MAKE).execute(wanted);
        var locked = transaction.preparedQuery(LOCK).execute(wanted);
        return made.compose(_ -> locked).map(rows -> {
            Map<UUID, DeviceLife> devices = new HashMap<>();
            for (Row row : rows) {
                DeviceLife device = read(row);
                devices.put(device.id(), device);
            }
            return devices;
        });
    }

    static Future<?> write(SqlConnection transaction, Collection<DeviceLife> devices) {
        int n = devices.size();
        UUID[] ids = new UUID[n];
        String[][] texts = new String[8][n];
        Integer[][] epochs = new Integer[3][n];
        Long[][] sequences = new Long[3][n];
        Long[] reached = new Long[n];
        int i = 0;
        for (DeviceLife device : devices) {
            ids[i] = device.id();
            texts[0][i] = device.code();
            texts[1][i] = name(device.stage());
            texts[2][i] = name(device.category());
            texts[3][i] = device.region();
            texts[4][i] = device.department();
            texts[5][i] = name(device.donorKind());
            texts[6][i] = device.env().name();
            texts[7][i] = literal(device.readers());
            epochs[0][i] = device.at().epoch();
            epochs[1][i] = device.stageAt().epoch();
            epochs[2][i] = device.categoryAt().epoch();
            sequences[0][i] = device.at().sequence();
            sequences[1][i] = device.stageAt().sequence();
            sequences[2][i] = device.categoryAt().sequence();
            reached[i] = device.reached();
            i++;
        }
        Tuple values = Tuple.tuple();
        values.addValue(ids);
        values.addValue(texts[0]);
        values.addValue(epochs[0]);
        values.addValue(sequences[0]);
        values.addValue(texts[1]);
        values.addValue(epochs[1]);
        values.addValue(sequences[1]);
        values.addValue(texts[2]);
        values.addValue(epochs[2]);
        values.addValue(sequences[2]);
        values.addValue(texts[3]);
        values.addValue(texts[4]);
        values.addValue(texts[5]);
        values.addValue(texts[6]);
        values.addValue(reached);
        values.addValue(texts[7]);
        return transaction.preparedQuery(WRITE).execute(values);
    }

    /** A set of ids as PostgreSQL writes an array: arrays of unequal length do not fit into one parameter. */
    static String literal(Set<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private static DeviceLife read(Row row) {
        String stage = row.getString("stage");
        String category = row.getString("category");
        String donorKind = row.getString("donor_kind");
        return new DeviceLife(
                row.getUUID("id"),
                row.getString("code"),
                new Position(row.getInteger("epoch"), row.getLong("sequence")),
                stage == null ? null : DeviceStage.valueOf(stage),
                new Position(row.getInteger("stage_epoch"), row.getLong("stage_sequence")),
                category == null ? null : DeviceCategory.valueOf(category),
                new Position(row.getInteger("category_epoch"), row.getLong("category_sequence")),
                row.getString("region"),
                row.getString("department"),
                donorKind == null ? null : DonorKind.valueOf(donorKind),
                Environment.valueOf(row.getString("env")),
                row.getLong("reached"),
                Set.copyOf(List.of(row.getArrayOfUUIDs("readers"))));
    }

    private static @Nullable String name(@Nullable Enum<?> one) {
        return one == null ? null : one.name();
    }
}
