package network.reuse.allocation.application.pack;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import network.reuse.allocation.domain.Appointment;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.HandOverPlaces;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.PackAttributes;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.persistence.Appointments;
import network.reuse.allocation.persistence.BackOrders;
import network.reuse.allocation.persistence.GoodsInStock;
import network.reuse.allocation.persistence.HandOverDays;
import network.reuse.allocation.persistence.Ledger;
import network.reuse.allocation.persistence.Packs;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.allocation.persistence.Programmes.Used;
import network.reuse.allocation.persistence.Requests;
import network.reuse.allocation.persistence.Stock;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.ReleaseReason;
import network.reuse.contracts.Decision;
import network.reuse.defaults.caller.VersionedCommand;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.ids.Ids;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.defaults.timer.Timers;
import org.jspecify.annotations.Nullable;

/**
 * A reservation ends without a hand-over: its sponsor cancels it, or nobody comes in time. The devices and the goods are in stock
 * again, the request waits again, one of the quota is free and so is what envelopes had set aside, all at once and once. One
 * that waits for devices gives its rank back as well, when it is cancelled, when nobody waits for it any more, or when its
 * programme is over.
 */
@ApplicationScoped
public class EndReservation {
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
    private final Timers timers;
    private final BusinessClock clock;

    public EndReservation(
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
            Timers timers,
            BusinessClock clock) {
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
        this.timers = timers;
        this.clock = clock;
    }

    void listen(@Observes StartupEvent started) {
        timers.on(Packs.EXPIRY, this::expire);
        timers.on(BackOrders.END, this::endBackOrder);
    }

    public Uni<Answer> cancel(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Packs.TABLE, (connection, _) -> readAll(connection, id), Ending::pack, ending -> {
            LockedPack read = ending.locked();
            Decision<Pack, AllocationEvent> released = switch (read.pack().state()) {
                case Pack.BackOrdered waiting -> waiting.release(ReleaseReason.CANCELLED);
                case Pack.Reserved waiting -> waiting.release(ReleaseReason.CANCELLED);
                default -> throw read.pack().state().illegal();
            };
            return end(ending, Change.recorded(read.pack(), released, time), ReleaseReason.CANCELLED, reason);
        });
    }

    /** Ends a back-order that nobody waits for any more, or whose programme is over; one that goes on is looked at again. */
    private Future<Void> endBackOrder(SqlConnection transaction, String key) {
        UUID id = BackOrders.subject(key);
        return read(transaction, id)
                .compose(read -> read.pack().state() instanceof Pack.BackOrdered waiting
                        ? programmes
                                .ofPack(transaction, id)
                                .compose(used -> endBackOrder(transaction, read, waiting, used))
                        : Future.succeededFuture());
    }

    private Future<Void> endBackOrder(
            SqlConnection transaction, LockedPack read, Pack.BackOrdered waiting, Optional<Used> used) {
        Instant now = clock.now();
        UUID id = waiting.attributes().id();
        Programme programme = used.orElseThrow(() -> new IllegalStateException("a worker sees every programme"))
                .programme();
        boolean isWanted = read.requests().stream()
                .anyMatch(request -> request.state() instanceof Request.BackOrdered asked
                        && asked.packId().equals(id));
        if (isWanted && programme.keepsBackOrder(HandOverPlaces.day(now))) {
            Instant over = HandOverPlaces.endOf(programme.attributes().until());
            return backOrders.end(transaction, id, over).mapEmpty();
        }
        ReleaseReason reason = isWanted ? ReleaseReason.EXPIRED : ReleaseReason.CANCELLED;
        Change<Pack, AllocationEvent> released = Change.following(read.pack(), waiting.release(reason), now);
        return end(new Ending(read, List.of()), released, reason, "Programme terminé ou fermé")
                .apply(transaction, new Cause(Ids.next(), null, now))
                .mapEmpty();
    }

    /**
     * Ends a reservation whose time is over, unless an appointment keeps it longer; one that was fetched or cancelled stays as it is.
     */
    private Future<?> expire(SqlConnection transaction, String key) {
        Instant now = clock.now();
        return readAll(transaction, UUID.fromString(key)).compose(ending -> {
            LockedPack read = ending.locked();
            if (!(read.pack().state() instanceof Pack.Reserved waiting)) {
                return Future.succeededFuture();
            }
            if (!waiting.isOver(now)) {
                return timers.set(transaction, waiting.expiresAt(), Packs.EXPIRY, key)
                        .mapEmpty();
            }
            return appointments
                    .holdUntil(transaction, read.pack().id())
                    .compose(held -> held.isPresent() && held.get().isAfter(now)
                            ? timers.set(transaction, nextLook(held.get(), now), Packs.EXPIRY, key)
                                    .mapEmpty()
                            : end(
                                            ending,
                                            Change.following(
                                                    read.pack(),
                                                    waiting.release(ReleaseReason.EXPIRED),
                                                    later(waiting.expiresAt(), held)),
                                            ReleaseReason.EXPIRED,
                                            "Réservation expirée")
                                    .apply(transaction, new Cause(Ids.next(), null, now))
                                    .mapEmpty());
        });
    }

    /** The appointment may be given up or moved meanwhile: it is looked at again within a day. */
    private static Instant nextLook(Instant held, Instant now) {
        Instant tomorrow = now.plus(Duration.ofDays(1));
        return held.isBefore(tomorrow) ? held : tomorrow;
    }

    private static Instant later(Instant expiry, Optional<Instant> held) {
        return held.filter(until -> until.isAfter(expiry)).orElse(expiry);
    }

    /**
     * A pack that ends, with what is locked of it.
     *
     * @param appointments the one that stands, if any
     */
    private record Ending(LockedPack locked, List<Stored<Appointment>> appointments) {
        Stored<Pack> pack() {
            return locked.pack();
        }
    }

    /** The pack first: nobody books it until the transaction ends. */
    private Future<Ending> readAll(SqlConnection connection, UUID id) {
        Future<LockedPack> locking = read(connection, id);
        Future<List<Stored<Appointment>>> standing = appointments.lockOfPack(connection, id);
        return locking.compose(locked -> standing.map(its -> new Ending(locked, its)));
    }

    private Future<LockedPack> read(SqlConnection connection, UUID id) {
        return LockedPack.read(connection, id, packs, stock, requests);
    }

    private Plan end(Ending ending, Change<Pack, AllocationEvent> pack, ReleaseReason reason, String why) {
        LockedPack read = ending.locked();
        Instant occurred = pack.occurredAt();
        List<Change<Device, AllocationEvent>> devices = new ArrayList<>();
        for (Stored<Device> device : read.devices()) {
            if (device.state() instanceof Device.Reserved reserved) {
                devices.add(Change.following(device, reserved.release(reason), occurred));
            }
        }
        List<Change<Request, AllocationEvent>> requests = new ArrayList<>();
        for (Stored<Request> request : read.requests()) {
            if (request.state() instanceof Request.Met met
                    && met.packId().equals(read.pack().id())) {
                requests.add(Change.following(request, met.reopen(why), occurred));
            }
            if (request.state() instanceof Request.BackOrdered waiting
                    && waiting.packId().equals(read.pack().id())) {
                requests.add(Change.following(request, waiting.reopen(why), occurred));
            }
        }
        PackAttributes attributes = read.pack().state().attributes();
        Plan plan = Plan.change(Packs.TABLE, pack, PackView::of)
                .changing(Stock.TABLE, devices)
                .changing(Requests.TABLE, requests);
        Plan.Write released = (connection, _) -> ledger.release(connection, List.of(attributes.id()), occurred);
        if (read.pack().state() instanceof Pack.BackOrdered) {
            return plan.writingBeforeCommit((connection, _) -> backOrders.leave(
                            connection, attributes.programmeId(), attributes.requestId(), attributes.id()))
                    .writingBeforeCommit(released);
        }
        // Nobody comes at the appointment that stands any more.
        return days.givingUp(
                        goods.moving(
                                plan.writingBeforeCommit((connection, _) -> programmes.giveBackOne(
                                        connection, attributes.programmeId(), attributes.requestId())),
                                List.of(attributes),
                                GoodsInStock.Fate.FREE),
                        ending.appointments(),
                        occurred,
                        why)
                .writingBeforeCommit(released)
                .writingBeforeCommit(
                        (connection, cause) -> backOrders.wake(connection, attributes.sponsor(), cause.now()));
    }
}
