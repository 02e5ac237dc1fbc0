package network.reuse.allocation.application;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.persistence.Packs;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.allocation.persistence.Requests;
import network.reuse.allocation.persistence.Stock;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.ReleaseReason;
import network.reuse.contracts.Decision;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.AggregateTable.Change;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Ids;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.time.BusinessClock;
import network.reuse.defaults.timer.Timers;
import org.jspecify.annotations.Nullable;

/**
 * A reservation ends without a hand-over: its sponsor cancels it, or nobody comes in time. The devices are in stock
 * again, the request waits again and one of the quota is free, all at once and once.
 */
@ApplicationScoped
public class EndReservation {
    private final Commit commit;
    private final Programmes programmes;
    private final Requests requests;
    private final Packs packs;
    private final Stock stock;
    private final Timers timers;
    private final BusinessClock clock;

    public EndReservation(
            Commit commit,
            Programmes programmes,
            Requests requests,
            Packs packs,
            Stock stock,
            Timers timers,
            BusinessClock clock) {
        this.commit = commit;
        this.programmes = programmes;
        this.requests = requests;
        this.packs = packs;
        this.stock = stock;
        this.timers = timers;
        this.clock = clock;
    }

    void listen(@Observes StartupEvent started) {
        timers.on(Packs.EXPIRY, this::expire);
    }

    private record Read(Stored<Pack> pack, List<Stored<Device>> devices, List<Stored<Request>> requests) {}

    public Uni<Answer> cancel(Command command, UUID id, String reason, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        return commit.inTwoTrips(
                command,
                (connection, _) -> read(connection, id)
                        .compose(found ->
                                found == null ? HandOverPack.refuse(connection, id) : Future.succeededFuture(found)),
                (whole, cause) -> {
                    Stored<Pack> from = whole.pack();
                    Commit.requireVersion(command, from.version());
                    if (!(from.state() instanceof Pack.Reserved waiting)) {
                        throw Illegal.move(from.state());
                    }
                    Decision<Pack, AllocationEvent> decision = waiting.release(ReleaseReason.CANCELLED);
                    Stored<Pack> next = new Stored<>(id, from.version() + 1, from.sequence() + 1, decision.next());
                    return new Commit.Plan(
                            new Commit.Outcome(200, null, next.version(), PackView.of(next)),
                            connection -> release(
                                    connection, whole, decision, ReleaseReason.CANCELLED, reason, occurred, cause),
                            connection -> programmes.giveBackOne(
                                    connection, waiting.attributes().programmeId()));
                });
    }

    /** Ends a reservation whose time is over; one that was fetched or cancelled stays as it is. */
    private Future<?> expire(SqlConnection transaction, String key) {
        UUID id = UUID.fromString(key);
        Instant now = clock.now();
        return read(transaction, id).compose(whole -> {
            if (whole == null || !(whole.pack().state() instanceof Pack.Reserved waiting)) {
                return Future.succeededFuture();
            }
            if (!waiting.isOver(now)) {
                return timers.set(transaction, waiting.expiresAt(), Packs.EXPIRY, key)
                        .mapEmpty();
            }
            Cause cause = new Cause(Ids.next(), null, now);
            return release(
                            transaction,
                            whole,
                            waiting.release(ReleaseReason.EXPIRED),
                            ReleaseReason.EXPIRED,
                            "Réservation expirée",
                            waiting.expiresAt(),
                            cause)
                    .compose(_ -> programmes
                            .giveBackOne(transaction, waiting.attributes().programmeId())
                            .mapEmpty());
        });
    }

    private Future<@Nullable Read> read(SqlConnection connection, UUID id) {
        List<UUID> ids = List.of(id);
        Future<List<Stored<Pack>>> locking = packs.lock(connection, ids);
        Future<List<Stored<Device>>> holding = stock.lockOfPacks(connection, ids);
        Future<List<Stored<Request>>> asking = requests.lockOfPacks(connection, ids);
        return locking.compose(found -> holding.compose(
                devices -> asking.map(asked -> found.isEmpty() ? null : new Read(found.getFirst(), devices, asked))));
    }

    private static Future<?> release(
            SqlConnection connection,
            Read whole,
            Decision<Pack, AllocationEvent> decision,
            ReleaseReason reason,
            String why,
            Instant occurred,
            Cause cause) {
        List<Change<Device, AllocationEvent>> devices = new ArrayList<>();
        for (Stored<Device> device : whole.devices()) {
            if (device.state() instanceof Device.Reserved reserved) {
                devices.add(new Change<>(device, reserved.release(reason), occurred));
            }
        }
        List<Change<Request, AllocationEvent>> reopened = new ArrayList<>();
        for (Stored<Request> request : whole.requests()) {
            if (request.state() instanceof Request.Met met
                    && met.packId().equals(whole.pack().id())) {
                reopened.add(new Change<>(request, met.reopen(why), occurred));
            }
        }
        Future<?> packed =
                Packs.TABLE.changeAll(connection, List.of(new Change<>(whole.pack(), decision, occurred)), cause);
        Future<?> stocked = Stock.TABLE.changeAll(connection, devices, cause);
        Future<?> waiting = Requests.TABLE.changeAll(connection, reopened, cause);
        return packed.compose(_ -> stocked).compose(_ -> waiting);
    }
}
