package network.reuse.refurb.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Quantity;
import network.reuse.defaults.database.PipelinedStatements;
import org.jspecify.annotations.Nullable;

/** How lots were counted, as collection says. */
@ApplicationScoped
public class Lots {
    /**
     * What is known of a lot's counts.
     *
     * @param received how many devices its workshop received by every count; null before it has counted
     * @param disputed of how many of each category the counts still differ
     */
    public record Counts(@Nullable Integer received, List<Quantity> disputed) {
        public Counts {
            disputed = List.copyOf(disputed);
        }
    }

    /**
     * The lot was counted.
     *
     * @param received null where the workshop has not counted yet
     */
    public Future<?> counted(
            SqlConnection transaction, UUID lot, @Nullable List<Quantity> received, List<Quantity> disputed) {
        Set<DeviceCategory> counted = EnumSet.noneOf(DeviceCategory.class);
        disputed.forEach(quantity -> counted.add(quantity.category()));
        if (received != null) {
            received.forEach(quantity -> counted.add(quantity.category()));
        }
        List<Future<?>> written = new ArrayList<>();
        written.add(transaction
                .preparedQuery(
                        "update lot_count set received = null, disputed = 0 where lot_id = $1 and category <> all($2)")
                .execute(Tuple.of(lot, (Object) counted.stream().map(Enum::name).toArray(String[]::new))));
        for (DeviceCategory category : counted) {
            written.add(count(
                    transaction,
                    lot,
                    category,
                    received == null ? null : of(category, received),
                    of(category, disputed)));
        }
        return PipelinedStatements.answered(written);
    }

    /** It was said what became of some that were disputed. */
    public Future<?> settled(SqlConnection transaction, UUID lot, DeviceCategory category, int received, int disputed) {
        return count(transaction, lot, category, received, disputed);
    }

    private static Future<?> count(
            SqlConnection transaction, UUID lot, DeviceCategory category, @Nullable Integer received, int disputed) {
        return transaction
                .preparedQuery("insert into lot_count(lot_id, category, received, disputed) values ($1, $2, $3, $4)"
                        + " on conflict (lot_id, category) do update"
                        + " set received = excluded.received, disputed = excluded.disputed")
                .execute(Tuple.of(lot, category.name(), received, disputed));
    }

    private static int of(DeviceCategory category, List<Quantity> quantities) {
        return quantities.stream()
                .filter(quantity -> quantity.category() == category)
                .mapToInt(Quantity::count)
                .sum();
    }

    /** What is known of a lot of which the connection's role may see a device. */
    public Future<Counts> counts(SqlConnection connection, UUID lot) {
        return connection
                .preparedQuery("select category, received, disputed from lot_count where lot_id = $1 order by category")
                .execute(Tuple.of(lot))
                .map(rows -> {
                    Integer received = null;
                    List<Quantity> disputed = new ArrayList<>();
                    for (Row row : rows) {
                        Integer ofCategory = row.getInteger(1);
                        if (ofCategory != null) {
                            received = (received == null ? 0 : received) + ofCategory;
                        }
                        if (row.getInteger(2) > 0) {
                            disputed.add(new Quantity(DeviceCategory.valueOf(row.getString(0)), row.getInteger(2)));
                        }
                    }
                    return new Counts(received, disputed);
                });
    }
}
