package network.reuse.allocation.application.pack;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.persistence.Packs;
import network.reuse.allocation.persistence.Requests;
import network.reuse.allocation.persistence.Stock;
import network.reuse.defaults.commit.Stored;

/** A pack with its devices and the requests that it met, all locked as far as the caller may change them. */
record LockedPack(Stored<Pack> pack, List<Stored<Device>> devices, List<Stored<Request>> requests) {

    /** Reads and locks them; refused as unknown when there is no such pack that the caller may see. */
    static Future<LockedPack> read(SqlConnection connection, UUID id, Packs packs, Stock stock, Requests requests) {
        List<UUID> ids = List.of(id);
        Future<Stored<Pack>> pack = packs.lockOne(connection, id);
        Future<List<Stored<Device>>> devices = stock.lockOfPacks(connection, ids);
        Future<List<Stored<Request>>> met = requests.lockOfPacks(connection, ids);
        return pack.compose(locked -> devices.compose(its -> met.map(asked -> new LockedPack(locked, its, asked))));
    }
}
