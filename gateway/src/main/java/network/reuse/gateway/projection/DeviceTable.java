package network.reuse.gateway.projection;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.DeviceStage;
import network.reuse.contracts.DonorKind;
import network.reuse.contracts.Environment;
import network.reuse.defaults.database.IdArrays;
import org.jspecify.annotations.Nullable;

/** Reads and writes devices many at a time; those that are read stay locked until the transaction ends. */
final class DeviceTable {
    private static final String MAKE =
            "insert into device(id) select i from unnest($1::uuid[]) i order by i on conflict do nothing";
    private static final String LOCK = "select id, code, epoch, sequence, stage, stage_epoch, stage_sequence, category,"
            + " category_epoch, category_sequence, region, department, donor_kind, env, reached, readers, donor, lot,"
            + " origin, bought_new, stocked_as, handed_as, handed_category, handed_region, handed_department, handed_at,"
            + " handed_until from device where id = any($1) order by id for update";
    private static final String WRITE = "update device d set code = u.code, epoch = u.epoch, sequence = u.sequence,"
            + " stage = u.stage, stage_epoch = u.stage_epoch, stage_sequence = u.stage_sequence, category = u.category,"
            + " category_epoch = u.category_epoch, category_sequence = u.category_sequence, region = u.region,"
            + " department = u.department, donor_kind = u.donor_kind, env = u.env, reached = u.reached,"
            + " readers = u.readers::uuid[], donor = u.donor, lot = u.lot, origin = u.origin,"
            + " stocked_as = u.stocked_as, handed_as = u.handed_as, handed_category = u.handed_category,"
            + " handed_region = u.handed_region, handed_department = u.handed_department, handed_at = u.handed_at,"
            + " handed_until = u.handed_until, bought_new = u.bought_new"
            + " from unnest($1::uuid[], $2::text[], $3::int[], $4::bigint[], $5::text[], $6::int[], $7::bigint[],"
            + " $8::text[], $9::int[], $10::bigint[], $11::text[], $12::text[], $13::text[], $14::text[], $15::bigint[],"
            + " $16::text[], $17::uuid[], $18::uuid[], $19::text[], $20::text[], $21::text[], $22::text[], $23::text[],"
            + " $24::text[], $25::timestamptz[], $26::timestamptz[], $27::boolean[]) as u(id, code, epoch, sequence, stage, stage_epoch, stage_sequence, category,"
            + " category_epoch, category_sequence, region, department, donor_kind, env, reached, readers,"
            + " donor, lot, origin, stocked_as, handed_as, handed_category, handed_region, handed_department, handed_at,"
            + " handed_until, bought_new)"
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
            texts[7][i] = IdArrays.literal(device.readers());
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
        addWhereFrom(values, devices);
        addHandOvers(values, devices);
        values.addValue(boughtNew(devices));
        return transaction.preparedQuery(WRITE).execute(values);
    }

    private static void addWhereFrom(Tuple values, Collection<DeviceLife> devices) {
        int n = devices.size();
        UUID[] donors = new UUID[n];
        @Nullable UUID[] lots = new UUID[n];
        String[] regions = new String[n];
        int i = 0;
        for (DeviceLife device : devices) {
            Origin origin = device.origin();
            if (origin != null) {
                donors[i] = origin.donor();
                lots[i] = origin.lot();
                regions[i] = origin.region();
            }
            i++;
        }
        values.addValue(donors);
        values.addValue(lots);
        values.addValue(regions);
    }

    private static Boolean[] boughtNew(Collection<DeviceLife> devices) {
        return devices.stream().map(DeviceLife::isBoughtNew).toArray(Boolean[]::new);
    }

    private static void addHandOvers(Tuple values, Collection<DeviceLife> devices) {
        int n = devices.size();
        String[][] texts = new String[5][n];
        OffsetDateTime[][] times = new OffsetDateTime[2][n];
        int i = 0;
        for (DeviceLife device : devices) {
            texts[0][i] = name(device.stockedAs());
            HandOver handOver = device.handOver();
            if (handOver != null) {
                CounterCell.Devices cell = handOver.cell();
                texts[1][i] = cell.stage().name();
                texts[2][i] = cell.category().name();
                texts[3][i] = cell.region();
                texts[4][i] = cell.department();
                times[0][i] = handOver.at().atOffset(ZoneOffset.UTC);
                Instant until = handOver.until();
                times[1][i] = until == null ? null : until.atOffset(ZoneOffset.UTC);
            }
            i++;
        }
        for (String[] text : texts) {
            values.addValue(text);
        }
        values.addValue(times[0]);
        values.addValue(times[1]);
    }

    private static DeviceLife read(Row row) {
        String stage = row.getString("stage");
        String category = row.getString("category");
        String donorKind = row.getString("donor_kind");
        String stockedAs = row.getString("stocked_as");
        return new DeviceLife(
                row.getUUID("id"),
                row.getString("code"),
                new CustodyPosition(row.getInteger("epoch"), row.getLong("sequence")),
                stage == null ? null : DeviceStage.valueOf(stage),
                new CustodyPosition(row.getInteger("stage_epoch"), row.getLong("stage_sequence")),
                category == null ? null : DeviceCategory.valueOf(category),
                new CustodyPosition(row.getInteger("category_epoch"), row.getLong("category_sequence")),
                row.getString("region"),
                row.getString("department"),
                donorKind == null ? null : DonorKind.valueOf(donorKind),
                Environment.valueOf(row.getString("env")),
                row.getLong("reached"),
                Set.copyOf(List.of(row.getArrayOfUUIDs("readers"))),
                row.getUUID("donor") == null
                        ? null
                        : new Origin(
                                row.getUUID("donor"),
                                row.getUUID("lot"),
                                row.getString("origin"),
                                row.getBoolean("bought_new")),
                stockedAs == null ? null : DeviceCategory.valueOf(stockedAs),
                row.getString("handed_as") == null ? null : handOver(row));
    }

    private static HandOver handOver(Row row) {
        OffsetDateTime until = row.getOffsetDateTime("handed_until");
        return new HandOver(
                new CounterCell.Devices(
                        row.getString("handed_region"),
                        row.getString("handed_department"),
                        Stage.valueOf(row.getString("handed_as")),
                        DeviceCategory.valueOf(row.getString("handed_category"))),
                row.getOffsetDateTime("handed_at").toInstant(),
                until == null ? null : until.toInstant());
    }

    private static @Nullable String name(@Nullable Enum<?> one) {
        return one == null ? null : one.name();
    }
}
