package network.reuse.refurb.persistence;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The last inventory of each device's hardware, as JSON. Whoever may see the device may see it, and its workshop changes it. */
@ApplicationScoped
public class Inventories {

    /** Null when there is none that the connection's role may see. */
    public Future<@Nullable String> find(SqlConnection connection, UUID device) {
        return connection
                .preparedQuery("select inventory from device_inventory where device_id = $1")
                .execute(Tuple.of(device))
                .map(rows -> {
                    for (Row row : rows) {
                        return row.getString(0);
                    }
                    return null;
                });
    }

    /** Takes the place of the device's former inventory. */
    public Future<?> keep(SqlConnection transaction, UUID device, String inventory) {
        return transaction
                .preparedQuery("insert into device_inventory (device_id, inventory) values ($1, $2)"
                        + " on conflict (device_id) do update set inventory = excluded.inventory")
                .execute(Tuple.of(device, inventory));
    }
}
