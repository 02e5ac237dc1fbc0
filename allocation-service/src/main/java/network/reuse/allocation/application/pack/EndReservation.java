package network.reuse.allocation.application.pack;

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
import network.reuse.allocation.persistence.Ledger;
import network.reuse.allocation.persistence.Packs;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.allocation.persistence.Requests;
import network.reuse.allocation.persistence.Stock;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.AllocationEvent.ReleaseReason;
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
 * A reservation ends without a hand-over: its sponsor cancels it, or nobody comes in time. The devices are in stock
 * again, the request waits again, one of the quota is free and so is what envelopes had set aside, all at once and once.
 */
@ApplicationScoped
public class EndReservation {
    private final Commit commit;
    private final Programmes programmes;
    private final Requests requests;
    private final Packs packs;
    private final Stock stock;
    private final Ledger ledger;
    private final Timers timers;
    private final BusinessClock clock;

    public EndReservation(
            Commit commit,
            Programmes programmes,
            Requests requests,
            Packs packs,
            Stock stock,
            Ledger ledger,
            Timers timers,
            BusinessClock clock) {
        this.commit = commit;
        this.programmes = programmes;
        this.requests = requests;
        this.packs = packs;
        this.stock = stock;
        this.ledger = ledger;
        this.timers = timers;
        this.clock = clock;
    }

    void listen(@Observes StartupEvent started) {
        timers.on(Packs.EXPIRY, this::expire);
    }

    public Uni<Answer> cancel(VersionedCommand command, UUID id, String reason, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return commit.change(command, Packs.TABLE, (connection, _) -> read(connection, id), LockedPack::pack, read -> {
            if (!(read.pack().state() instanceof Pack.Reserved waiting)) {
                throw read.pack().state().illegal();
            }
            return end(
                    read,
                    Change.recorded(read.pack(), waiting.release(ReleaseReason.CANCELLED), time),
                    ReleaseReason.CANCELLED,
                    reason);
        });
    }

    /** Ends a reservation whose time is over; one that was fetched or cancelled stays as it is. */
    private Future<?> expire(SqlConnection transaction, String key) {
        Instant now = clock.now();
        return read(transaction, UUID.fromString(key)).compose(read -> {
            if (!(read.pack().state() instanceof Pack.Reserved waiting)) {
                return Future.succeededFuture();
            }
            if (!waiting.isOver(now)) {
                return timers.set(transaction, waiting.expiresAt(), Packs.EXPIRY, key)
                        .mapEmpty();
            }
            Change<Pack, AllocationEvent> expired =
                    Change.following(read.pack(), waiting.release(ReleaseReason.EXPIRED), waiting.expiresAt());
            return end(read, expired, ReleaseReason.EXPIRED, "Réservation expirée")
                    .apply(transaction, new Cause(Ids.next(), null, now))
                    .mapEmpty();
        });
    }

    private Future<LockedPack> read(SqlConnection connection, UUID id) {
        return LockedPack.read(connection, id, packs, stock, requests);
    }

    private Plan end(LockedPack read, Change<Pack, AllocationEvent> pack, ReleaseReason reason, String why) {
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
        }
        return Plan.change(Packs.TABLE, pack, PackView::of)
                .changing(Stock.TABLE, devices)
                .changing(Requests.TABLE, requests)
                .writingBeforeCommit((connection, _) -> programmes.giveBackOne(
                        connection, read.pack().state().attributes().programmeId()))
                .writingBeforeCommit((connection, _) ->
                        ledger.release(connection, List.of(read.pack().id()), occurred));
    }
}
