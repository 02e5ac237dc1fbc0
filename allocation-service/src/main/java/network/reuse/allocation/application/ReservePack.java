package network.reuse.allocation.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.allocation.domain.Device;
import network.reuse.allocation.domain.Device.Stocked;
import network.reuse.allocation.domain.Pack;
import network.reuse.allocation.domain.Programme;
import network.reuse.allocation.domain.Request;
import network.reuse.allocation.domain.Request.Submitted;
import network.reuse.allocation.domain.Shelf;
import network.reuse.allocation.persistence.Packs;
import network.reuse.allocation.persistence.Programmes;
import network.reuse.allocation.persistence.Requests;
import network.reuse.allocation.persistence.Requests.ToServe;
import network.reuse.allocation.persistence.Stock;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Cause;
import network.reuse.defaults.commit.CodeNumbers;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Stored;
import org.jspecify.annotations.Nullable;

/**
 * Puts the devices of one pack aside for a request: each device once, whoever else reserves at the same time. Devices
 * that others are about to take are passed over first; when too few are left, those are waited for before anybody is
 * refused. One of the quota is taken last, so that the row that all of a programme's reservations change is held only
 * until the commit that is sent right behind.
 */
@ApplicationScoped
public class ReservePack {
    private final Commit commit;
    private final CodeNumbers codes;
    private final Programmes programmes;
    private final Requests requests;
    private final Packs packs;
    private final Stock stock;

    public ReservePack(
            Commit commit, CodeNumbers codes, Programmes programmes, Requests requests, Packs packs, Stock stock) {
        this.commit = commit;
        this.codes = codes;
        this.programmes = programmes;
        this.requests = requests;
        this.packs = packs;
        this.stock = stock;
    }

    private record Read(ToServe toServe, List<Stored<Device>> devices, boolean patient) {}

    public Uni<Answer> reserve(Command command, UUID requestId, @Nullable Instant occurredAt) {
        Instant occurred = command.occurred(occurredAt);
        return codes.take('K', 1)
                .chain(code -> commit.inTwoTrips(
                        command,
                        (connection, patient) -> read(connection, requestId, patient),
                        (found, cause) -> plan(found, cause, code.getFirst(), occurred)));
    }

    private Future<Read> read(SqlConnection connection, UUID requestId, boolean patient) {
        Future<List<ToServe>> serving = requests.lockToServe(connection, List.of(requestId));
        Future<List<Stored<Device>>> picking = stock.pickFor(connection, requestId, patient);
        return serving.compose(toServe -> picking.compose(devices -> toServe.isEmpty()
                ? refuse(connection, requestId)
                : Future.succeededFuture(new Read(toServe.getFirst(), devices, patient))));
    }

    private static <T> Future<T> refuse(SqlConnection connection, UUID requestId) {
        return Requests.TABLE.require(connection, requestId).compose(request -> {
            throw request.state().legal().isEmpty() ? Illegal.move(request.state()) : Refusals.notYours();
        });
    }

    private Commit.Plan plan(Read found, Cause cause, String code, Instant occurred) {
        Stored<Request> request = found.toServe().request();
        if (!(request.state() instanceof Submitted waiting)) {
            throw Illegal.move(request.state());
        }
        Programme.Open programme = found.toServe().programme().requireOpen();
        programme.requireReservable(HandOverPlaces.day(occurred));
        if (found.toServe().taken() >= programme.attributes().quota()) {
            throw programme.usedUp();
        }
        Map<UUID, Stored<Device>> stored = new HashMap<>();
        Shelf shelf = new Shelf(free(found.devices(), stored));
        if (!found.patient() && !shelf.missing(programme.attributes().pack()).isEmpty()) {
            throw new Commit.Again();
        }
        Reservation reservation = Reservation.of(
                request,
                waiting,
                programme.attributes(),
                shelf.take(programme.attributes().pack()),
                stored,
                code,
                occurred,
                cause.now());
        Stored<Pack> made = reservation.made();
        return new Commit.Plan(
                new Commit.Outcome(201, "/v1/allocation/packs/" + made.id(), made.version(), PackView.of(made)),
                connection -> write(connection, reservation, cause),
                connection ->
                        programmes.takeOne(connection, programme.attributes().id()));
    }

    /** The devices that are free, each noted as it is stored. */
    static List<Stocked> free(List<Stored<Device>> devices, Map<UUID, Stored<Device>> stored) {
        List<Stocked> free = new ArrayList<>(devices.size());
        for (Stored<Device> device : devices) {
            if (device.state() instanceof Stocked stocked) {
                free.add(stocked);
                stored.put(device.id(), device);
            }
        }
        return free;
    }

    private Future<?> write(SqlConnection connection, Reservation reservation, Cause cause) {
        Future<?> packed = Packs.TABLE.createAll(connection, List.of(reservation.pack()), cause);
        Future<?> putAside = Stock.TABLE.changeAll(connection, reservation.devices(), cause);
        Future<?> met = Requests.TABLE.changeAll(connection, List.of(reservation.request()), cause);
        Future<?> timed = packs.expire(connection, Map.of(reservation.pack().id(), reservation.expiresAt()));
        return packed.compose(_ -> putAside).compose(_ -> met).compose(_ -> timed);
    }
}
