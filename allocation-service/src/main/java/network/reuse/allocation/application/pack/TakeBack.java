package network.reuse.allocation.application.pack;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import network.reuse.allocation.domain.Appointment;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.PackAttributes;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.persistence.Appointments;
import network.reuse.allocation.persistence.BackOrders;
import network.reuse.allocation.persistence.GoodsInStock;
import network.reuse.allocation.persistence.HandOverDays;
import network.reuse.allocation.persistence.Ledger;
import network.reuse.allocation.persistence.Packs;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.allocation.persistence.Requests;
import network.reuse.allocation.persistence.Stock;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Decision;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.register.KnownOrganisations;
import network.reuse.defaults.time.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * A pack that was handed over or sold comes back for a workshop, or was not handed over after all; what envelopes paid of it is
 * available again.
 */
@ApplicationScoped
public class TakeBack {
    private final Commit commit;
    private final Programmes programmes;
    private final Requests requests;
    private final Packs packs;
    private final Stock stock;
    private final BackOrders backOrders;
    private final GoodsInStock goods;
    private final Ledger ledger;
    private final Appointments appointments;
    private final HandOverDays days;
    private final KnownOrganisations register;

    public TakeBack(
            Commit commit,
            Programmes programmes,
            Requests requests,
            Packs packs,
            Stock stock,
            BackOrders backOrders,
            GoodsInStock goods,
            Ledger ledger,
            Appointments appointments,
            HandOverDays days,
            KnownOrganisations register) {
        this.commit = commit;
        this.programmes = programmes;
        this.requests = requests;
        this.packs = packs;
        this.stock = stock;
        this.backOrders = backOrders;
        this.goods = goods;
        this.ledger = ledger;
        this.appointments = appointments;
        this.days = days;
        this.register = register;
    }

    private interface PackMove {
        Decision<Pack, AllocationEvent> of(Pack pack);
    }

    private interface DeviceMove {
        Decision<Device, AllocationEvent> of(Device device);
    }

    private interface Last {
        Future<?> on(SqlConnection connection, PackAttributes pack, Instant now);
    }

    /**
     * A pack with what is locked of it.
     *
     * @param appointments the one at which it was fetched, where that did not take place
     */
    private record Read(LockedPack locked, List<Stored<Appointment>> appointments) {
        Stored<Pack> pack() {
            return locked.pack();
        }
    }

    private interface Reads {
        Future<Read> on(SqlConnection connection, UUID id);
    }

    /** What becomes of the appointment at which it was fetched. */
    private interface Appointed {
        Plan in(Plan plan, Read read, Instant occurred);
    }

    /**
     * It came back and goes to that workshop; its household may ask again, and somebody else may have a pack instead where
     * the programme says so.
     *
     * @param withGoods whether its counted goods are in stock again; otherwise they stay with whoever had them, or are worn
     */
    public Uni<Answer> comeBack(
            VersionedCommand command,
            UUID id,
            UUID workshop,
            String reason,
            boolean withGoods,
            @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return register.requireAble(workshop, Roles.REFURBISHER, "/workshop")
                .chain(() -> sendTo(command, id, workshop, reason, withGoods, time));
    }

    private Uni<Answer> sendTo(
            VersionedCommand command, UUID id, UUID workshop, String reason, boolean withGoods, RecordedTime time) {
        return take(
                command,
                id,
                time,
                this::fetched,
                pack -> switch (pack) {
                    case Pack.Delivered delivered -> delivered.comeBack(reason, withGoods);
                    case Pack.Sold sold -> sold.comeBack(reason, withGoods);
                    default -> throw pack.illegal();
                },
                device -> switch (device) {
                    case Device.Delivered delivered -> delivered.comeBack(workshop, reason);
                    case Device.Sold sold -> sold.comeBack(workshop, reason);
                    default -> throw device.illegal();
                },
                Request.Met::markReturned,
                (connection, pack, _) -> programmes.giveBackReturned(connection, pack.programmeId(), pack.requestId()),
                withGoods,
                (plan, _, _) -> plan,
                (connection, pack, now) -> withGoods && !pack.goods().isEmpty()
                        ? backOrders.wake(connection, pack.sponsor(), now)
                        : Future.succeededFuture());
    }

    /**
     * It was not handed over or sold: its devices are in stock, the request waits again, and nobody came at its appointment, whose place
     * is free.
     */
    public Uni<Answer> correct(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        return take(
                command,
                id,
                command.recorded(occurredAt),
                this::read,
                pack -> switch (pack) {
                    case Pack.Delivered delivered -> delivered.correct(reason);
                    case Pack.Sold sold -> sold.correct(reason);
                    default -> throw pack.illegal();
                },
                device -> switch (device) {
                    case Device.Delivered delivered -> delivered.correct(reason);
                    case Device.Sold sold -> sold.correct(reason);
                    default -> throw device.illegal();
                },
                met -> met.reopen(reason),
                (connection, pack, _) -> programmes.giveBackOne(connection, pack.programmeId(), pack.requestId()),
                true,
                (plan, read, occurred) -> days.givingUp(plan, read.appointments(), occurred, reason),
                (connection, pack, now) -> backOrders.wake(connection, pack.sponsor(), now));
    }

    private Uni<Answer> take(
            VersionedCommand command,
            UUID id,
            RecordedTime time,
            Reads reads,
            PackMove packMove,
            DeviceMove deviceMove,
            Function<Request.Met, Decision<Request, AllocationEvent>> requestMove,
            Last quota,
            boolean withGoods,
            Appointed appointed,
            Last woken) {
        return commit.change(command, Packs.TABLE, (connection, _) -> reads.on(connection, id), Read::pack, read -> {
            Stored<Pack> pack = read.pack();
            Change<Pack, AllocationEvent> change = Change.recorded(pack, packMove.of(pack.state()), time);
            List<Change<Device, AllocationEvent>> devices = read.locked().devices().stream()
                    .map(device -> Change.recorded(device, deviceMove.of(device.state()), time))
                    .toList();
            Plan plan = Plan.change(Packs.TABLE, change, PackView::of)
                    .changing(Stock.TABLE, devices)
                    .changing(Requests.TABLE, read.locked().met(requestMove, change.occurredAt()))
                    .writingBeforeCommit((connection, cause) ->
                            quota.on(connection, pack.state().attributes(), cause.now()));
            Plan counted =
                    withGoods ? goods.moving(plan, List.of(pack.state().attributes()), GoodsInStock.Fate.FREE) : plan;
            return appointed
                    .in(counted, read, change.occurredAt())
                    .writingBeforeCommit((connection, _) -> ledger.giveBack(connection, pack.id(), change.occurredAt()))
                    .writingBeforeCommit((connection, cause) ->
                            woken.on(connection, pack.state().attributes(), cause.now()));
        });
    }

    /** A pack that was fetched: at its appointment, if it had one. */
    private Future<Read> fetched(SqlConnection connection, UUID id) {
        return LockedPack.read(connection, id, packs, stock, requests).map(locked -> new Read(locked, List.of()));
    }

    /** The pack first: nobody changes its appointment until the transaction ends. */
    private Future<Read> read(SqlConnection connection, UUID id) {
        Future<LockedPack> locking = LockedPack.read(connection, id, packs, stock, requests);
        Future<List<Stored<Appointment>>> standing = appointments.lockOfPack(connection, id);
        return locking.compose(locked -> standing.map(its -> new Read(locked, its)));
    }
}
