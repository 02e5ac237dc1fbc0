package network.reuse.allocation.application.pack;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.Device.Reserved;
import network.reuse.allocation.domain.DeviceAttributes;
import network.reuse.allocation.domain.HandOverPlaces;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.Selling;
import network.reuse.allocation.persistence.GoodsInStock;
import network.reuse.allocation.persistence.Ledger;
import network.reuse.allocation.persistence.Ledger.HandedOver;
import network.reuse.allocation.persistence.Packs;
import network.reuse.allocation.persistence.Stock;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Territory;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/** A pack that waits is fetched: handed over as a gift, or sold over a counter with a receipt. */
@ApplicationScoped
public class HandOverPack {
    private final Commit commit;
    private final CodeNumbers codes;
    private final Packs packs;
    private final Stock stock;
    private final GoodsInStock goods;
    private final Ledger ledger;

    public HandOverPack(Commit commit, CodeNumbers codes, Packs packs, Stock stock, GoodsInStock goods, Ledger ledger) {
        this.commit = commit;
        this.codes = codes;
        this.packs = packs;
        this.stock = stock;
        this.goods = goods;
        this.ledger = ledger;
    }

    /** A pack that is locked, with its devices. */
    record Read(Stored<Pack> pack, List<Stored<Device>> devices) {
        List<Change<Device, AllocationEvent>> each(DeviceMove move, RecordedTime time) {
            return devices.stream()
                    .map(device -> Change.recorded(device, move.of(reserved(device.state())), time))
                    .toList();
        }

        private static Reserved reserved(Device device) {
            if (device instanceof Reserved reserved) {
                return reserved;
            }
            throw new IllegalStateException("a device of a pack that waits is not reserved");
        }
    }

    interface DeviceMove {
        Decision<Device, AllocationEvent> of(Reserved device);
    }

    /** What happens to a pack that waits, and to each of its devices. */
    private interface PackMove {
        Decision<Pack, AllocationEvent> of(Pack.Reserved pack, Read read, Territory place);
    }

    /** It is handed over, in that commune or where it was asked for. */
    public Uni<Answer> handOver(
            VersionedCommand command, UUID id, @Nullable String commune, @Nullable Instant occurredAt) {
        return fetch(
                command,
                id,
                commune,
                command.recorded(occurredAt),
                (pack, _, place) -> pack.handOver(place),
                place -> device -> device.deliver(place));
    }

    /** It is sold at that price to somebody who showed that proof; the rule of the day of the sale holds. */
    public Uni<Answer> sell(
            VersionedCommand command,
            UUID id,
            Selling selling,
            @Nullable String commune,
            @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return codes.take('V', 1)
                .chain(receipt -> fetch(
                        command,
                        id,
                        commune,
                        time,
                        (pack, read, place) -> pack.sell(
                                place,
                                selling,
                                receipt.getFirst(),
                                HandOverPlaces.day(time.at()),
                                attributes(read.devices())),
                        place -> device -> device.sell(place, selling.priceCents())));
    }

    static List<DeviceAttributes> attributes(List<Stored<Device>> devices) {
        return devices.stream().map(device -> device.state().attributes()).toList();
    }

    /** Where a pack is fetched: in that commune, or where it was asked for. */
    static Territory place(Pack pack, @Nullable String commune) {
        return commune == null ? pack.attributes().territory() : HandOverPlaces.departmentOf(commune);
    }

    /** Where and when a pack was fetched, as its envelopes are told. */
    static HandedOver handedOver(Change<Pack, AllocationEvent> change) {
        return new HandedOver(
                change.from().id(), change.decision().next().territory().department(), change.occurredAt());
    }

    private interface AtPlace {
        DeviceMove at(Territory place);
    }

    private Uni<Answer> fetch(
            VersionedCommand command,
            UUID id,
            @Nullable String commune,
            RecordedTime time,
            PackMove packMove,
            AtPlace deviceMove) {
        return commit.change(command, Packs.TABLE, (connection, _) -> read(connection, id), Read::pack, read -> {
            if (!(read.pack().state() instanceof Pack.Reserved waiting)) {
                throw read.pack().state().illegal();
            }
            Territory place = place(waiting, commune);
            Decision<Pack, AllocationEvent> decision = packMove.of(waiting, read, place);
            Change<Pack, AllocationEvent> change = Change.recorded(read.pack(), decision, time);
            Plan plan = Plan.change(Packs.TABLE, change, PackView::of)
                    .changing(Stock.TABLE, read.each(deviceMove.at(place), time));
            return goods.moving(plan, List.of(waiting.attributes()), GoodsInStock.Fate.GONE)
                    .writingBeforeCommit((connection, _) -> ledger.makeDue(connection, List.of(handedOver(change))));
        });
    }

    private Future<Read> read(SqlConnection connection, UUID id) {
        Future<Stored<Pack>> pack = packs.lockOne(connection, id);
        Future<List<Stored<Device>>> devices = stock.lockOfPacks(connection, List.of(id));
        return pack.compose(locked -> devices.map(its -> new Read(locked, its)));
    }
}
