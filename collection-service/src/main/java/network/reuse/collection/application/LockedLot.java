package network.reuse.collection.application;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Map;
import java.util.UUID;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.persistence.Lots;
import network.reuse.contracts.DeviceCategory;
import network.reuse.defaults.commit.Stored;

/**
 * A lot of which nobody registers devices until the transaction ends.
 *
 * @param registered how many of each category are registered of it
 */
record LockedLot(Stored<Lot> lot, Map<DeviceCategory, Integer> registered) {
    static Future<LockedLot> of(Lots lots, SqlConnection connection, UUID id) {
        return lots.lock(connection, id)
                .compose(registered ->
                        Lots.TABLE.require(connection, id).map(lot -> new LockedLot(lot, registered.orElse(Map.of()))));
    }

    /** Whether any of its devices is registered. */
    boolean isRegistered() {
        return registered.values().stream().anyMatch(devices -> devices > 0);
    }
}
