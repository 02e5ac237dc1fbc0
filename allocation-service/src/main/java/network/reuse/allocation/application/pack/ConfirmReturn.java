package network.reuse.allocation.application.pack;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.PackAttributes;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.persistence.BackOrders;
import network.reuse.allocation.persistence.GoodsInStock;
import network.reuse.allocation.persistence.Ledger;
import network.reuse.allocation.persistence.Packs;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.allocation.persistence.Requests;
import network.reuse.allocation.persistence.Stock;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Decision;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;

/**
 * A workshop had received a device before anybody here said that its pack had not come back: what the workshop holds came back,
 * and with it the pack, which is returned again, with its goods where these had come back.
 */
@ApplicationScoped
public class ConfirmReturn {
    private static final String RECEIVED = "Reçu en atelier";

    private final Programmes programmes;
    private final Requests requests;
    private final Packs packs;
    private final Stock stock;
    private final BackOrders backOrders;
    private final GoodsInStock goods;
    private final Ledger ledger;

    public ConfirmReturn(
            Programmes programmes,
            Requests requests,
            Packs packs,
            Stock stock,
            BackOrders backOrders,
            GoodsInStock goods,
            Ledger ledger) {
        this.programmes = programmes;
        this.requests = requests;
        this.packs = packs;
        this.stock = stock;
        this.backOrders = backOrders;
        this.goods = goods;
        this.ledger = ledger;
    }

    /** That workshop has this device of the pack since then; the others of the pack go there as well. */
    public Future<?> arrived(
            SqlConnection transaction, UUID packId, UUID deviceId, UUID workshop, Instant at, Cause cause) {
        return LockedPack.read(transaction, packId, packs, stock, requests)
                .compose(read -> plan(read, deviceId, workshop, at).apply(transaction, cause));
    }

    private Plan plan(LockedPack read, UUID deviceId, UUID workshop, Instant at) {
        Stored<Pack> pack = read.pack();
        List<Change<Device, AllocationEvent>> devices = new ArrayList<>();
        for (Stored<Device> device : read.devices()) {
            Decision<Device, AllocationEvent> moved = device.id().equals(deviceId)
                    ? arrived(device.state(), workshop)
                    : onItsWay(device.state(), workshop);
            if (!moved.next().equals(device.state())) {
                devices.add(Change.following(device, moved, at));
            }
        }
        return switch (pack.state()) {
            case Pack.Delivered delivered -> back(read, delivered.comeBackAfterAll(RECEIVED), devices, at);
            case Pack.Sold sold -> back(read, sold.comeBackAfterAll(RECEIVED), devices, at);
            default -> Plan.showing(pack, PackView::of).changing(Stock.TABLE, devices);
        };
    }

    private Plan back(
            LockedPack read,
            Decision<Pack, AllocationEvent> comesBack,
            List<Change<Device, AllocationEvent>> devices,
            Instant at) {
        Stored<Pack> pack = read.pack();
        Change<Pack, AllocationEvent> change = Change.following(pack, comesBack, at);
        PackAttributes attributes = pack.state().attributes();
        Plan plan = Plan.change(Packs.TABLE, change, PackView::of)
                .changing(Stock.TABLE, devices)
                .changing(Requests.TABLE, read.met(Request.Met::markReturned, change.occurredAt()))
                .writingBeforeCommit((connection, _) ->
                        programmes.giveBackReturned(connection, attributes.programmeId(), attributes.requestId()));
        boolean goodsCameBack = comesBack.next() instanceof Pack.Returned returned && returned.goodsBack();
        Plan counted = goodsCameBack ? goods.moving(plan, List.of(attributes), GoodsInStock.Fate.FREE) : plan;
        Plan settled = counted.writingBeforeCommit(
                (connection, _) -> ledger.giveBack(connection, pack.id(), change.occurredAt()));
        return goodsCameBack
                ? settled.writingBeforeCommit(
                        (connection, cause) -> backOrders.wake(connection, attributes.sponsor(), cause.now()))
                : settled;
    }

    private static Decision<Device, AllocationEvent> arrived(Device device, UUID workshop) {
        return switch (device) {
            case Device.Delivered delivered -> delivered.arrive(workshop, RECEIVED);
            case Device.Sold sold -> sold.arrive(workshop, RECEIVED);
            case Device.Returned returned -> Decision.of(returned.handBack());
            default -> Decision.of(device);
        };
    }

    private static Decision<Device, AllocationEvent> onItsWay(Device device, UUID workshop) {
        return switch (device) {
            case Device.Delivered delivered -> delivered.comeBack(workshop, RECEIVED);
            case Device.Sold sold -> sold.comeBack(workshop, RECEIVED);
            default -> Decision.of(device);
        };
    }
}
