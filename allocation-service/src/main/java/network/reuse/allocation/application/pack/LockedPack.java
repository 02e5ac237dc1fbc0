package network.reuse.allocation.application.pack;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.persistence.Packs;
import network.reuse.allocation.persistence.Requests;
import network.reuse.allocation.persistence.Stock;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Decision;
import network.reuse.defaults.commit.Change;
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

    /** This step of each request that the pack met, behind what happened to the pack then. */
    List<Change<Request, AllocationEvent>> met(
            Function<Request.Met, Decision<Request, AllocationEvent>> step, Instant at) {
        List<Change<Request, AllocationEvent>> changes = new ArrayList<>();
        for (Stored<Request> request : requests) {
            if (request.state() instanceof Request.Met met && met.packId().equals(pack.id())) {
                changes.add(Change.following(request, step.apply(met), at));
            }
        }
        return changes;
    }
}
